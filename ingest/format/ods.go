package format

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Namespaces of OpenDocument 1.0 to 1.4. Prefixes are the writer's own choice, so names are compared by namespace.
const (
	officeNS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	tableNS  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	textNS   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	styleNS  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
)

// ReadODS reads every sheet of an OpenDocument spreadsheet, hidden ones too.
//
// A number, percentage, amount or date is its stored value (a zero shown as "-" is "0", and a rate shown as 3.4% has all
// its digits); anything else is its text, paragraphs on lines of their own, without comments and without raised
// text, which is footnote marks. Cells covered by a merged one are blank, so columns stay under their headings.
func ReadODS(path string, lim Limits) ([]Sheet, error) {
	c, err := openContainer(path, lim)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if c.members["content.xml"] == nil {
		return nil, fmt.Errorf("%s holds no content.xml, so it is not an ODS spreadsheet: check which file was downloaded", c.name)
	}
	r := &odsReader{lim: c.lim, memory: newMemory(c.lim, c.size), styles: textStyles{}}
	if c.members["styles.xml"] != nil {
		if err := c.readXML("styles.xml", r.commonStyles); err != nil {
			return nil, err
		}
	}
	if err := c.readXML("content.xml", r.document); err != nil {
		return nil, err
	}
	if !r.found {
		return nil, fmt.Errorf("%s holds a document that is not a spreadsheet: check which file was downloaded", c.name)
	}
	return r.sheets, nil
}

// odsReader reads content.xml from start to end, keeping only the rows.
type odsReader struct {
	dec    *xml.Decoder
	lim    Limits
	memory *memory
	styles textStyles
	sheets []Sheet
	found  bool // a spreadsheet
}

// each calls on for every child element of the element just entered; on must read its element to the end.
func each(dec *xml.Decoder, on func(xml.StartElement) error) error {
	for {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch el := token.(type) {
		case xml.StartElement:
			if err := on(el); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// root enters the document's root element and calls on for each of its children.
func root(dec *xml.Decoder, on func(xml.StartElement) error) error {
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return errors.New("it is empty: download the file again")
		}
		if err != nil {
			return err
		}
		if _, ok := token.(xml.StartElement); ok {
			return each(dec, on)
		}
	}
}

// commonStyles reads the named styles, which those of content.xml may build on. The automatic styles of styles.xml
// are left alone: they belong to page headers and share their names with those of content.xml.
func (r *odsReader) commonStyles(dec *xml.Decoder) error {
	return root(dec, func(el xml.StartElement) error {
		if el.Name.Space == officeNS && el.Name.Local == "styles" {
			return r.styles.read(dec)
		}
		return dec.Skip()
	})
}

func (r *odsReader) document(dec *xml.Decoder) error {
	r.dec = dec
	return root(dec, func(el xml.StartElement) error {
		switch {
		case el.Name.Space == officeNS && el.Name.Local == "automatic-styles":
			return r.styles.read(dec)
		case el.Name.Space == officeNS && el.Name.Local == "body":
			return each(dec, r.body)
		}
		return dec.Skip()
	})
}

func (r *odsReader) body(el xml.StartElement) error {
	if el.Name.Space != officeNS || el.Name.Local != "spreadsheet" {
		return r.dec.Skip()
	}
	r.found = true
	return each(r.dec, func(el xml.StartElement) error {
		if el.Name.Space != tableNS || el.Name.Local != "table" {
			return r.dec.Skip()
		}
		name, _ := attr(el, tableNS, "name")
		// A copy of another file's sheet, which LibreOffice keeps for formulas: 'file:///prices.ods'#Sheet1.
		if strings.HasPrefix(name, "'") && strings.Contains(name, "'#") {
			return r.dec.Skip()
		}
		return r.sheet(name)
	})
}

func (r *odsReader) sheet(name string) error {
	if len(r.sheets) >= r.lim.MaxMembers {
		return overLimit("it has more than %d sheets", r.lim.MaxMembers)
	}
	t := &table{lim: r.lim, memory: r.memory}
	if err := r.rows(t); err != nil {
		return fmt.Errorf("sheet %s, row %d: %w", name, t.next(), err)
	}
	r.sheets = append(r.sheets, Sheet{Name: name, Rows: t.rows})
	return r.memory.take(int64(len(name)) + rowCost + cellCost)
}

// rows reads the rows of a sheet, those inside groups and repeated headings too.
func (r *odsReader) rows(t *table) error {
	depth := 0
	for {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch el := token.(type) {
		case xml.EndElement:
			if depth == 0 {
				return nil
			}
			depth--
		case xml.StartElement:
			switch {
			case el.Name.Space == tableNS && el.Name.Local == "table-row":
				err = r.row(t, el)
			case el.Name.Space == tableNS && isRowGroup(el.Name.Local):
				depth++
			default:
				err = r.dec.Skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

func isRowGroup(name string) bool {
	return name == "table-row-group" || name == "table-header-rows" || name == "table-rows"
}

// row reads one table:table-row. Blank cells are only counted until a value follows them: sheets end each row with
// thousands of blank cells, and themselves with a million blank rows.
func (r *odsReader) row(t *table, row xml.StartElement) error {
	times, err := repeats(row, tableNS, "number-rows-repeated")
	if err != nil {
		return err
	}
	var cells []string
	blank := 0
	err = each(r.dec, func(el xml.StartElement) error {
		if el.Name.Space != tableNS || (el.Name.Local != "table-cell" && el.Name.Local != "covered-table-cell") {
			return r.dec.Skip()
		}
		n, err := repeats(el, tableNS, "number-columns-repeated")
		if err != nil {
			return err
		}
		value, err := r.cell(el)
		if err != nil {
			return err
		}
		if value == "" {
			blank = min(blank+n, manyRepeats)
			return nil
		}
		if last := len(cells) + blank + n; last > r.lim.MaxColumns {
			return overLimit("the row has %d columns or more, over the limit of %d", last, r.lim.MaxColumns)
		}
		cells = append(cells, make([]string, blank)...)
		for range n {
			cells = append(cells, value)
		}
		blank = 0
		return nil
	})
	if err != nil {
		return err
	}
	if len(cells) == 0 {
		t.skip(times)
		return nil
	}
	return t.add(cells, times)
}
