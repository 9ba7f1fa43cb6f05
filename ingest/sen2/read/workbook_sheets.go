package read

import (
	"archive/zip"
	"bytes"
	"path"
	"strconv"
	"strings"
)

// book is a workbook: its sheets and the texts that their cells share.
type book struct {
	pack    *pack
	sheets  []sheet
	from04  bool // days are counted from 1 January 1904
	targets map[string]string
	shared  string // path of the part of shared texts
	texts   []byte
	ends    []uint32 // of each text in texts
}

// sheet is a sheet's name and part.
type sheet struct {
	name string
	part *zip.File
}

// Bounds of a workbook.
const (
	mostSharedText = 128 << 20 // bytes
	mostShared     = 8 << 20   // texts
	mostRelations  = 10_000    // of the workbook to its parts, and sheets
	lastColumn     = 256       // cells beyond it are passed over: no table of the return is as wide
	lastRow        = 1 << 20
	mostInRow      = 4 << 20 // bytes of one row
)

// openBook reads what a workbook says of itself.
func openBook(p *pack) (*book, error) {
	b := &book{pack: p, targets: map[string]string{}, shared: "xl/sharedStrings.xml"}
	if rels := p.part("xl/_rels/workbook.xml.rels"); rels != nil {
		if err := b.each(rels, b.relation); err != nil {
			return nil, err
		}
	}
	if err := b.each(p.part(workbookPart), b.sheet); err != nil {
		return nil, err
	}
	if shared := p.part(b.shared); shared != nil {
		if err := b.readShared(shared); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// wholeBook is what messages call the parts of a workbook that are no sheet.
const wholeBook = "the workbook"

// each shows the opening tags of a part.
func (b *book) each(f *zip.File, tag func(name, rest []byte) error) error {
	in, err := b.pack.open(f, wholeBook)
	if err != nil {
		return err
	}
	defer in.Close()
	for p := newPart(in, wholeBook); ; {
		k, name, rest, err := p.next()
		if err != nil || k == atEnd {
			return err
		}
		if k == opens {
			if err := tag(name, rest); err != nil {
				return err
			}
		}
	}
}

func (b *book) relation(name, rest []byte) error {
	if string(name) != "Relationship" {
		return nil
	}
	target := string(attribute(rest, "Target"))
	if !strings.HasPrefix(target, "/") {
		target = path.Join("xl", target)
	}
	target = strings.TrimPrefix(target, "/")
	if bytes.HasSuffix(attribute(rest, "Type"), []byte("/sharedStrings")) {
		b.shared = target
	}
	b.targets[string(attribute(rest, "Id"))] = target
	return b.bounded()
}

// bounded refuses a workbook that names more parts than any has.
func (b *book) bounded() error {
	if len(b.targets) > mostRelations || len(b.sheets) > mostRelations {
		return refusal(wholeBook, 0, "The workbook has more than %d parts, which none has that Excel saves", mostRelations)
	}
	return nil
}

func (b *book) sheet(name, rest []byte) error {
	switch string(name) {
	case "workbookPr":
		on := string(attribute(rest, "date1904"))
		b.from04 = on == "1" || on == "true"
	case "sheet":
		// The relation's id stands before the number of the sheet's own, whose name ends the same but for its case.
		at, there := b.targets[string(attribute(rest, "id"))]
		if !there {
			return nil
		}
		if f := b.pack.part(at); f != nil {
			b.sheets = append(b.sheets, sheet{name: string(attribute(rest, "name")), part: f})
		}
	}
	return b.bounded()
}

// readShared reads the texts that cells share.
func (b *book) readShared(f *zip.File) error {
	in, err := b.pack.open(f, wholeBook)
	if err != nil {
		return err
	}
	defer in.Close()
	text, aside := false, false
	for p := newPart(in, wholeBook); ; {
		k, name, said, err := p.next()
		switch {
		case err != nil:
			return err
		case k == atEnd:
			return nil
		case k == says && text && !aside:
			b.texts = append(b.texts, said...)
		case string(name) == "t":
			text = k == opens
		case string(name) == "rPh": // how a text is spoken
			aside = k == opens
		case k == closes && string(name) == "si":
			b.ends = append(b.ends, uint32(len(b.texts)))
		}
		if len(b.texts) > mostSharedText || len(b.ends) > mostShared {
			return refusal(wholeBook, 0, "The workbook holds more text than a return does: send the return as XML")
		}
	}
}

// text is a shared text by its number.
func (b *book) text(number []byte) []byte {
	i, err := strconv.Atoi(string(bytes.TrimSpace(number)))
	if err != nil || i < 0 || i >= len(b.ends) {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = b.ends[i-1]
	}
	return b.texts[from:b.ends[i]]
}

// reader reads one sheet, row by row.
type reader struct {
	book   *book
	shown  string
	row    int // number of the row
	column int // of the cell, from 0
	kind   byte
	spans  []span
	line   []byte // texts of the row
	from   int    // where the cell's text begins in line
	cells  [][]byte
}

// span is where a cell's text stands in line.
type span struct{ column, from, to int }

// rows shows the rows of a sheet that hold anything. A row is lent until the next.
func (b *book) rows(s sheet, shown string, row func(number int, cells [][]byte) error) error {
	in, err := b.pack.open(s.part, shown)
	if err != nil {
		return err
	}
	defer in.Close()
	r := &reader{book: b, shown: shown}
	text, aside, within := false, false, false
	for p := newPart(in, shown); ; {
		k, name, said, err := p.next()
		switch {
		case err != nil:
			return err
		case k == atEnd:
			return nil
		case k == says:
			if text && within && !aside {
				r.line = append(r.line, said...)
			}
		case string(name) == "v" || string(name) == "t":
			text = k == opens
		case string(name) == "rPh":
			aside = k == opens
		case string(name) == "c" && k == opens:
			within = true
			r.begin(said)
		case string(name) == "c":
			if within {
				r.end()
			}
			within = false
		case string(name) == "row" && k == opens:
			err = r.beginRow(said)
		case string(name) == "row":
			err = r.endRow(row)
		}
		if err == nil && len(r.line) > mostInRow {
			err = refusal(shown, r.row, "The row holds more than a row of a return can")
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) beginRow(rest []byte) error {
	next := r.row + 1
	if given := attribute(rest, "r"); given != nil {
		n, err := strconv.Atoi(string(given))
		if err != nil || n < next || n > lastRow {
			return refusal(r.shown, r.row, damagedBook)
		}
		next = n
	}
	r.row, r.column, r.from = next, -1, 0
	r.spans, r.line = r.spans[:0], r.line[:0]
	return nil
}

// begin begins a cell: said are its attributes.
func (r *reader) begin(said []byte) {
	r.column++
	if at := attribute(said, "r"); at != nil {
		r.column = columnOf(at)
	}
	r.kind = 'n'
	switch t := string(attribute(said, "t")); t {
	case "s", "b", "d", "e":
		r.kind = t[0]
	case "str", "inlineStr":
		r.kind = 't'
	}
	r.from = len(r.line)
}

// columnOf is the number of a cell's column by its name, from 0.
func columnOf(name []byte) int {
	n := 0
	for _, c := range name {
		if c < 'A' || c > 'Z' || n > lastColumn {
			break
		}
		n = 26*n + int(c-'A') + 1
	}
	return n - 1
}

// end ends a cell.
func (r *reader) end() {
	text := r.line[r.from:]
	switch r.kind {
	case 's':
		shared := r.book.text(text)
		r.line = append(r.line[:r.from], shared...)
	case 'n':
		whole := wholeNumber(text)
		r.line = append(r.line[:r.from], whole...)
	}
	if len(r.line) > r.from && r.column >= 0 && r.column < lastColumn {
		r.spans = append(r.spans, span{r.column, r.from, len(r.line)})
	}
}

// wholeNumber writes a number without its point or exponent when it is whole, so that 1.0 and 1.2345E9 are read as they were meant.
func wholeNumber(text []byte) []byte {
	text = bytes.TrimSpace(text)
	if bytes.IndexByte(text, '.') < 0 && bytes.IndexByte(text, 'E') < 0 || len(text) > longest {
		return text
	}
	n, err := strconv.ParseFloat(string(text), 64)
	if err != nil || n != float64(int64(n)) || n >= 1<<53 || n <= -1<<53 {
		return text
	}
	return strconv.AppendInt(nil, int64(n), 10)
}

func (r *reader) endRow(row func(number int, cells [][]byte) error) error {
	if len(r.spans) == 0 {
		return nil
	}
	clear(r.cells)
	for _, s := range r.spans {
		for len(r.cells) <= s.column {
			r.cells = append(r.cells, nil)
		}
		r.cells[s.column] = r.line[s.from:s.to]
	}
	return row(r.row, r.cells)
}
