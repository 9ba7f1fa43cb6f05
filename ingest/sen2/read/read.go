// Package read reads a person-level return in any of its forms, one person at a time, and keeps nothing of it: XML as a stream, the nine
// files of the census system's export in a ZIP or a folder, the Excel template, and the workbook of tables. What it cannot read it
// refuses with a message that never repeats what stood in the file.
package read

import (
	"context"
	"errors"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Limits bound what one file may cost. A limit that is zero is the default one.
type Limits struct {
	Bytes  int64 // of the file as sent, and of what a ZIP or workbook unpacks to
	People int
	Joined int // people whose rows must be held at once, because a form's tables are not in the order of the people
	Depth  int // of XML elements
	Text   int // bytes of one element or cell
}

// DefaultLimits hold an England-sized file.
var DefaultLimits = Limits{Bytes: 8 << 30, People: 3_000_000, Joined: 200_000, Depth: 32, Text: 64 << 10}

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

// File reads an upload. begin gets the header before the first person; an error of it or of each ends the reading and is given back. A
// record is only lent: each may not hold on to it.
func File(ctx context.Context, file returns.Upload, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error) (Notes, error) {
	return Notes{}, errors.New("not yet")
}
