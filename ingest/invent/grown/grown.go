// Package grown makes larger editions of the invented England: more authorities, more years, or both, in the same layouts. It is
// for measuring how the product grows, and nothing of it is committed.
//
// Every row of an authority is repeated under the codes and names of authorities that are made up beside it, and the counts of
// regions and the country are multiplied, so that wholes remain the sums of their parts. Further years follow the last: they
// repeat the four complete years in which no authority began or ended, and have the same authorities.
package grown

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"strings"

	"inclusion/ingest/invent"
)

// Size is how many times as large the grown England is; 1 leaves it as it is.
type Size struct {
	Areas int // authorities, at most Most
	Years int // the years from 2014 to 2025, which the longest series has
}

// Most is how many times the authorities can grow before three digits run out of codes.
const Most = 10

// Register is the name of the file that is the area register.
const Register = "areas.yaml"

// Files grows the published files, the register among them, and leaves out those that are no tidy tables: spreadsheets, tables
// made for reading, and guidance. What is left out of one size is left out of every size, 1 included, so that sizes compare.
func Files(files []invent.File, size Size) ([]invent.File, error) {
	if size.Areas < 1 || size.Areas > Most || size.Years < 1 {
		return nil, fmt.Errorf("growing the sample %d times in areas and %d times in years: areas go from 1 to %d, years from 1", size.Areas, size.Years, Most)
	}
	at := slices.IndexFunc(files, func(f invent.File) bool { return f.Name == Register })
	if at < 0 {
		return nil, fmt.Errorf("growing the sample: there is no %s among its files", Register)
	}
	register, twins, err := growRegister(files[at].Data, size.Areas)
	if err != nil {
		return nil, err
	}
	out := []invent.File{{Name: Register, Data: register}}
	for i, f := range files {
		if i == at {
			continue
		}
		grown, tidy, err := growFile(f, size, twins)
		if err != nil {
			return nil, fmt.Errorf("growing %s: %w", f.Name, err)
		}
		if tidy {
			out = append(out, grown)
		}
	}
	return out, nil
}

// Rows counts the rows of tables in files, the members of ZIPs included and their headings not.
func Rows(files []invent.File) (rows int, err error) {
	for _, f := range files {
		switch {
		case f.Name == Register:
		case zipped(f.Data):
			members, err := unpack(f)
			if err != nil {
				return 0, err
			}
			inside, err := Rows(members)
			if err != nil {
				return 0, err
			}
			rows += inside
		default:
			rows += bytes.Count(f.Data, []byte("\n")) - 1
		}
	}
	return rows, nil
}

// growFile grows a table or a ZIP of tables; tidy is false when there is none in it.
func growFile(f invent.File, size Size, t twins) (grown invent.File, tidy bool, err error) {
	if !zipped(f.Data) {
		data, tidy, err := growTable(f.Data, size, t)
		return invent.File{Name: f.Name, Data: data}, tidy, err
	}
	members, err := unpack(f)
	if err != nil {
		return f, false, err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, m := range members {
		data, isTidy, err := growTable(m.Data, size, t)
		if err != nil {
			return f, false, fmt.Errorf("%s: %w", m.Name, err)
		}
		if !isTidy {
			continue
		}
		tidy = true
		w, err := z.Create(m.Name)
		if err != nil {
			return f, false, err
		}
		if _, err := w.Write(data); err != nil {
			return f, false, err
		}
	}
	if err := z.Close(); err != nil {
		return f, false, err
	}
	return invent.File{Name: f.Name, Data: b.Bytes()}, tidy, nil
}

// zipped knows a ZIP by its first bytes: one of the publisher's is called .gz.
func zipped(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// unpack lists the CSVs in a ZIP.
func unpack(f invent.File) (members []invent.File, err error) {
	z, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", f.Name, err)
	}
	for _, m := range z.File {
		if !strings.HasSuffix(m.Name, ".csv") {
			continue
		}
		r, err := m.Open()
		if err != nil {
			return nil, fmt.Errorf("opening %s in %s: %w", m.Name, f.Name, err)
		}
		data, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return nil, fmt.Errorf("unpacking %s of %s: %w", m.Name, f.Name, err)
		}
		members = append(members, invent.File{Name: m.Name, Data: data})
	}
	return members, nil
}
