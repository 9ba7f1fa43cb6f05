package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"inclusion/internal/web"
)

// format is how an answer is written.
type format int

const (
	asJSON format = iota
	asCSV
)

// noticeHeader says on every answer made of invented data that it is.
const noticeHeader = "X-Data-Notice"

// creditHeader names the licence and the publications on a CSV file, which has no other place for them.
const creditHeader = "X-Data-Attribution"

// describe sets the headers that belong to the format.
func (f format) describe(h http.Header, a answer, about about) {
	if about.Notice != "" {
		h.Set(noticeHeader, about.Notice)
	}
	if f == asJSON {
		h.Set("Content-Type", "application/json")
		return
	}
	h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
	h.Set(creditHeader, about.Attribution)
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.csv"`, fileName(a, about)))
}

// fileName says when the file is of invented data, and when it is only a part.
func fileName(a answer, about about) string {
	name := a.file
	if about.Sample {
		name = "sample-" + name
	}
	if a.paged && len(a.rows) > 0 && len(a.rows) < a.total {
		name += fmt.Sprintf("-rows-%d-to-%d", *about.Offset+1, *about.Offset+len(a.rows))
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, name)
}

func (f format) body(a answer, about about) ([]byte, error) {
	if f == asCSV {
		return a.csv(about.Notice)
	}
	return a.json(about)
}

// json is an object with the table's rows as data, or its only row, and what is to be said about them.
func (a answer) json(about about) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`{"data":`)
	if !a.one {
		out.WriteByte('[')
	}
	for i, row := range a.rows {
		if i > 0 {
			out.WriteString(",\n")
		}
		if err := a.object(&out, row); err != nil {
			return nil, err
		}
	}
	if !a.one {
		out.WriteByte(']')
	}
	said, err := json.Marshal(about)
	if err != nil {
		return nil, fmt.Errorf("writing what the data is about: %w", err)
	}
	out.WriteString(",\n\"about\":")
	out.Write(said)
	out.WriteString("}\n")
	return out.Bytes(), nil
}

// object writes a row with its fields in the order of the columns.
func (t table) object(out *bytes.Buffer, row []any) error {
	out.WriteByte('{')
	for i, cell := range row {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(strconv.Quote(t.columns[i]))
		out.WriteByte(':')
		text, err := json.Marshal(cell)
		if err != nil {
			return fmt.Errorf("writing %s as JSON: %w", t.columns[i], err)
		}
		out.Write(text)
	}
	out.WriteByte('}')
	return nil
}

// csv is the table under its columns' names; a notice, where there is one, stands in a last column.
func (t table) csv(notice string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	header := slices.Clone(t.columns)
	if notice != "" {
		header = append(header, "notice")
	}
	if err := w.Write(header); err != nil {
		return nil, fmt.Errorf("writing CSV: %w", err)
	}
	for _, row := range t.rows {
		line := make([]string, 0, len(header))
		for _, cell := range row {
			line = append(line, inert(plain(cell)))
		}
		if notice != "" {
			line = append(line, notice)
		}
		if err := w.Write(line); err != nil {
			return nil, fmt.Errorf("writing CSV: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// plain is a cell as text: nothing for what is not there, whole digits for numbers, and the items of a list after one another.
func plain(cell any) string {
	switch x := cell.(type) {
	case nil:
		return ""
	case string:
		return x
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case []any:
		items := make([]string, len(x))
		for i, item := range x {
			items[i] = plain(item)
		}
		return strings.Join(items, " ")
	case map[string]any:
		if why, ok := x["why"]; ok {
			return plain(x["from"]) + ": " + plain(why)
		}
		return plain(x["code"])
	default:
		return fmt.Sprint(x)
	}
}

// inert keeps a spreadsheet from running a cell as a formula: one that starts like a formula and is no number gets an
// apostrophe in front.
func inert(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return text
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return text
	}
	return "'" + text
}

// send writes a finished answer, or 304 when the client has it already. The tag is of the data's version, of the address, and
// of the contract, so that a change to any of them is seen.
func send(w http.ResponseWriter, r *http.Request, version string, body []byte) error {
	h := w.Header()
	web.Public(h, 5*time.Minute)
	if web.NotModified(w, r, version, r.URL.Path, r.URL.Query().Encode(), contract().sum) {
		return nil
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}
