package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"inclusion/internal/plan"
	"inclusion/internal/ziplist"
)

// A workbook from outside is read by this package alone and by nothing that writes: whatever is sent stays in memory, is read once from
// front to back, and is refused where it is larger than any workbook of this kind can be. (excelize, which writes our workbooks,
// unpacks large sheets into temporary files and holds a whole sheet as a tree; neither suits a file from outside.)

// Limits of a workbook that is read.
const (
	MaxUpload  = 10 << 20 // bytes of the file
	maxUnzip   = 50 << 20 // bytes of all that it unpacks to
	maxParts   = 2000     // files in the ZIP
	maxSheets  = 60
	maxRow     = 20_000 // the last row that may hold anything
	maxColumn  = 200
	maxCells   = 200_000 // cells that hold something, of all sheets
	maxText    = 32_767  // characters of a cell, as Excel has it
	maxStrings = 400_000 // shared texts
)

// Refusal is why a file is not read at all: a sentence that says what to do. It holds nothing of the file's contents.
type Refusal string

func (r Refusal) Error() string { return string(r) }

func refused(format string, args ...any) error { return Refusal(fmt.Sprintf(format, args...)) }

const noWorkbook = "This is not an Excel workbook (.xlsx). Download the workbook again, fill it in, and save it as .xlsx."

// file is a workbook's sheets as they were read.
type file struct{ sheets []*sheet }

func (f *file) sheet(name string) *sheet {
	for _, s := range f.sheets {
		if strings.EqualFold(s.name, name) {
			return s
		}
	}
	return nil
}

// Grids reads the sheets of any workbook as texts by their addresses. Dates are written 2026-03-31, percentages with their sign, and
// of a formula the value that was last worked out. The error is a Refusal.
func Grids(r io.ReaderAt, size int64) (map[string]plan.Grid, error) {
	f, err := open(r, size)
	if err != nil {
		return nil, err
	}
	grids := map[string]plan.Grid{}
	for _, s := range f.sheets {
		grid := plan.Grid{}
		for at, c := range s.cells {
			grid[address(at)] = c.shown()
		}
		grids[s.name] = grid
	}
	return grids, nil
}

// open reads a workbook. Its errors are Refusals.
func open(r io.ReaderAt, size int64) (*file, error) {
	if size > MaxUpload {
		return nil, refused("The file is larger than %d MB. A filled workbook is far smaller: take out pictures and sheets that were added.", MaxUpload>>20)
	}
	head := make([]byte, 8)
	if n, _ := r.ReadAt(head, 0); bytes.HasPrefix(head[:n], []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return nil, refused("The file is protected with a password, or is an old workbook (.xls). Save it as .xlsx without a password.")
	}
	z, err := ziplist.Open(r, size, maxParts)
	if errors.Is(err, ziplist.ErrTooMany) {
		return nil, refused("The workbook is made of more than %d parts, more than any that was made here.", maxParts)
	}
	if err != nil {
		return nil, refused(noWorkbook)
	}
	p := &parts{files: map[string]*zip.File{}}
	if err := p.take(z.File); err != nil {
		return nil, err
	}
	f, err := p.read()
	var refusal Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, refusal
	case err != nil:
		return nil, refused("The workbook is damaged and cannot be read. Open it in Excel, save it again as .xlsx, and send that.")
	}
	if err := f.children(); err != nil {
		return nil, err
	}
	return f, nil
}

// children refuses a file of which a sheet is a list of single children. The sentence names the sheet and what heads its columns, and
// nothing that stands beneath.
func (f *file) children() error {
	const rowsOfHeadings = 30
	for _, s := range f.sheets {
		for row := 1; row <= min(s.lastRow, rowsOfHeadings); row++ {
			var heads []string
			for column := 1; column <= s.lastColumn; column++ {
				if text := s.cells[place{row, column}].Text; text != "" {
					heads = append(heads, text)
				}
			}
			if found := plan.ChildColumns(heads); len(found) > 0 {
				return refused("The sheet “%s” has columns of single children (row %d: %s). Nothing about one child is read here, so the file has been refused and nothing of it is kept.",
					clipped(s.name), row, strings.Join(found, ", "))
			}
		}
	}
	return nil
}

// parts are the files within the ZIP.
type parts struct {
	files    map[string]*zip.File
	strings  []string
	styles   []style
	from1904 bool
	cells    int
}

// take looks at every part before any is unpacked.
func (p *parts) take(files []*zip.File) error {
	var total uint64
	for _, f := range files {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		total += f.UncompressedSize64
		switch {
		case f.Flags&1 != 0:
			return refused("The file is protected with a password. Save it without one.")
		case total > maxUnzip || f.UncompressedSize64 > maxUnzip:
			return refused("The workbook unpacks to more than %d MB, so it is not read.", maxUnzip>>20)
		case strings.Contains(name, "vbaproject") || strings.Contains(name, "macrosheets/") || strings.Contains(name, "activex/"):
			return refused("The workbook holds macros. Save it as .xlsx, which has none.")
		case strings.Contains(name, "externallinks/") || strings.HasSuffix(name, "xl/connections.xml") || strings.Contains(name, "querytables/"):
			return refused("The workbook is linked to other files or databases. Break the links (Data, Edit Links) and save it again.")
		case strings.Contains(name, "embeddings/"):
			return refused("Other files are embedded in the workbook. Take them out: documents stay where they are, and the workbook says where.")
		case p.files[name] != nil:
			return refused("The workbook is damaged: two of its parts have one name. Save it again in Excel.")
		}
		p.files[name] = f
	}
	return nil
}

// scan reads the elements of a part one by one. A part that is not there has none.
func (p *parts) scan(name string, each func(t xml.Token) error) error {
	f := p.files[strings.ToLower(name)]
	if f == nil {
		return nil
	}
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	d := xml.NewDecoder(&tags{from: io.LimitReader(from, maxUnzip)})
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if _, declared := t.(xml.Directive); declared {
			return refused(noWorkbook) // no workbook declares a document type
		}
		if err := each(t); err != nil {
			return err
		}
	}
}

// elements reads the start of each element of a part.
func (p *parts) elements(name string, each func(e xml.StartElement) error) error {
	return p.scan(name, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok {
			return each(e)
		}
		return nil
	})
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relation finds an attribute of the relationships' own name space, as r:id.
func relation(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// read reads the sheets in their order.
func (p *parts) read() (*file, error) {
	if p.files["[content_types].xml"] == nil || p.files["xl/workbook.xml"] == nil {
		return nil, refused(noWorkbook)
	}
	if err := p.contentTypes(); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	if err := p.elements("xl/_rels/workbook.xml.rels", func(e xml.StartElement) error {
		if e.Name.Local == "Relationship" && len(targets) < maxParts {
			targets[attribute(e, "Id")] = attribute(e, "Target")
		}
		return nil
	}); err != nil {
		return nil, err
	}
	f, parts := &file{}, []string{}
	if err := p.elements("xl/workbook.xml", func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			p.from1904 = attribute(e, "date1904") == "1" || attribute(e, "date1904") == "true"
		case "sheet":
			if len(f.sheets) == maxSheets {
				return refused("The workbook has more than %d sheets.", maxSheets)
			}
			f.sheets = append(f.sheets, &sheet{name: attribute(e, "name"), cells: map[place]cell{}})
			parts = append(parts, targets[relation(e)])
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := p.readStyles(); err != nil {
		return nil, err
	}
	if err := p.readStrings(); err != nil {
		return nil, err
	}
	for i, s := range f.sheets {
		if err := p.readSheet(s, partName(parts[i])); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// partName is where a target of the workbook lies in the ZIP.
func partName(target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join("xl", target)
}

// contentTypes refuses a workbook that says that it holds macros.
func (p *parts) contentTypes() error {
	return p.elements("[content_types].xml", func(e xml.StartElement) error {
		kind := strings.ToLower(attribute(e, "ContentType"))
		if strings.Contains(kind, "macroenabled") || strings.Contains(kind, "vbaproject") {
			return refused("The workbook holds macros. Save it as .xlsx, which has none.")
		}
		return nil
	})
}

// readStrings reads the texts that cells share.
func (p *parts) readStrings() error {
	var text collector
	return p.scan("xl/sharedStrings.xml", func(t xml.Token) error {
		text.take(t)
		if end, ok := t.(xml.EndElement); ok && end.Name.Local == "si" {
			if len(p.strings) == maxStrings {
				return refused("The workbook holds more than %d texts.", maxStrings)
			}
			p.strings = append(p.strings, text.done())
		}
		return nil
	})
}

// collector gathers the text of <t> elements, without what only says how a word is read aloud.
type collector struct {
	text          strings.Builder
	within, aside bool
}

func (c *collector) take(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "t":
			c.within = true
		case "rPh":
			c.aside = true
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "t":
			c.within = false
		case "rPh":
			c.aside = false
		}
	case xml.CharData:
		if c.within && !c.aside && c.text.Len() <= 4*maxText {
			c.text.Write(t)
		}
	}
}

func (c *collector) done() string {
	text := unescaped(c.text.String())
	c.text.Reset()
	return text
}

// unescaped undoes how workbooks write characters that XML cannot hold: _x000D_ is a carriage return.
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if i+7 <= len(text) && text[i:i+2] == "_x" && text[i+6] == '_' {
			if n, err := strconv.ParseUint(text[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
