// Package read reads a person-level return in any of its forms, one person at a time, and keeps nothing of it: XML as a stream, the nine
// files of the census system's export in a ZIP or a folder, the Excel template, and the workbook of tables. What it cannot read it
// refuses with a message that never repeats what stood in the file.
package read

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Options are how a file is read.
type Options struct {
	Years    sen2.Years
	Limits   Limits
	Progress func(bytes int64) // called now and then with how many bytes were read; may be nil
}

// Notes is what there is to say of a file beside its people.
type Notes struct {
	Form     sen2.Form
	SHA256   string
	Bytes    int64
	Unknown  map[string]int // names of elements or columns that no return has, by how often; at most 50 names, of at most 40 letters and digits each
	Orphaned map[string]int // rows of the tables whose parent is not there, by table
}

// headBytes is how much of a file is looked at to see what it is.
const headBytes = 1024

// File reads an upload. begin gets the header before the first person; an error of it or of each ends the reading and is given back. A
// record is only lent: each may not hold on to it. A file that no return can be is a *returns.Refusal. When the context ends, reading
// ends with its error as soon as the body gives back what it is being asked for.
func File(ctx context.Context, file returns.Upload, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error) (Notes, error) {
	o.Limits = o.Limits.filled()
	var notes Notes
	if file.Size > o.Limits.Bytes {
		return notes, tooLarge(o.Limits.Bytes)
	}
	from := newSource(ctx, file.Body, o.Limits.Bytes)
	head := make([]byte, headBytes)
	n, err := io.ReadFull(from, head)
	head = head[:n]
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return notes, err
	}
	people := 0
	counted := func(p *sen2.Person) error {
		people++
		return each(p)
	}
	if bytes.HasPrefix(head, []byte("PK")) {
		err = readPacked(ctx, file.Body, head, from, o, begin, counted, &notes)
	} else if err = otherThanXML(head); err == nil {
		notes.Form = sen2.XML
		err = readXML(ctx, head, from, o, begin, counted, &notes)
	}
	notes.SHA256, notes.Bytes = from.sum(), from.bytes
	if err == nil && people == 0 {
		err = returns.Refuse("There is no person in the file; see that it is the whole return and send it again")
	}
	return notes, err
}

// readPacked reads what begins as a ZIP does.
func readPacked(ctx context.Context, body io.Reader, head []byte, from *source, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error, notes *Notes) error {
	file, err := anywhere(body, head, from, o.Limits.Packed)
	if err != nil {
		return err
	}
	return packed(ctx, file, from.bytes, o, begin, each, notes)
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// otherThanXML refuses a file whose first bytes are those of something else than XML in UTF-8, and says what it is.
func otherThanXML(head []byte) error {
	switch text := bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n"); {
	case len(text) == 0 && len(head) < headBytes:
		return returns.Refuse("The file is empty; %s", sendInstead)
	case begins(head, "\xff\xfe", "\xfe\xff", "\x00", "<\x00"):
		return returns.Refuse("The file is written as UTF-16 or UTF-32; save it as UTF-8 and send it again")
	case begins(head, "\xd0\xcf\x11\xe0"):
		return returns.Refuse("The file is an old Excel workbook (.xls) or has a password; save it as .xlsx without a password and send that")
	case begins(head, "\x1f\x8b", "7z\xbc\xaf", "Rar!", "BZh", "\xfd7zXZ"):
		return returns.Refuse("The file is packed in a way that is not read here; unpack it, and send the XML itself or a ZIP of the CSV files")
	case begins(head, "%PDF"):
		return returns.Refuse("The file is a PDF; %s", sendInstead)
	case begins(bytes.ToLower(text[:min(len(text), 20)]), "<html", "<!doctype html"):
		return returns.Refuse("The file is a web page, perhaps the sign-in page of the system it was to come from; %s", sendInstead)
	case begins(text, "<"):
		return nil
	case bytes.IndexByte(text, ',') >= 0 && bytes.IndexByte(text, 0) < 0:
		return returns.Refuse("The file is one CSV table; a return is nine of them: put all nine files of the census system's export into one ZIP and send that")
	}
	return returns.Refuse("The file is in none of the forms of a return; %s", sendInstead)
}

const sendInstead = "send the return as XML, as a ZIP of the census system's nine CSV files, or as the Excel template"

func begins(text []byte, with ...string) bool {
	return slices.ContainsFunc(with, func(w string) bool { return bytes.HasPrefix(text, []byte(w)) })
}

// accept refuses a header of another collection, without a year, or of a year that is not known.
func accept(h *sen2.Header, years sen2.Years) error {
	switch {
	case h.Collection != "" && !strings.EqualFold(h.Collection, "SEN2"):
		return returns.Refuse("The header's Collection is not SEN2: the file is a return of another census; send the SEN2 return")
	case h.Year == 0:
		return returns.Refuse("The header says no year that can be read, so what the return must hold is not known; fill in CollectionDetails/Year")
	case years[h.Year] == nil:
		return returns.Refuse("The header's Year is none of those that can be read: %s", known(years))
	}
	return nil
}

// known lists years in words.
func known(years sen2.Years) string {
	var all []int
	for year := range years {
		all = append(all, year)
	}
	slices.Sort(all)
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(all), " ", ", "), "[]")
}
