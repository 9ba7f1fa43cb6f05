package format

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// cell gives the text of the cell whose start was read, and reads it to its end.
func (r *odsReader) cell(el xml.StartElement) (string, error) {
	if el.Name.Local == "covered-table-cell" {
		return "", r.dec.Skip()
	}
	if value, ok := storedValue(el); ok {
		return value, r.dec.Skip()
	}
	text, err := r.cellText()
	if err != nil || text != "" {
		return text, err
	}
	// A writer that stores text only as an attribute.
	for _, local := range []string{"string-value", "boolean-value", "time-value"} {
		if value, ok := attr(el, officeNS, local); ok {
			return value, nil
		}
	}
	return "", nil
}

// storedValue is the value of a typed cell, to its last digit, whatever is shown for it.
func storedValue(el xml.StartElement) (string, bool) {
	switch kind, _ := attr(el, officeNS, "value-type"); kind {
	case "float", "percentage", "currency":
		return attr(el, officeNS, "value")
	case "date":
		return attr(el, officeNS, "date-value")
	}
	return "", false
}

// cellText joins the cell's paragraphs by line ends. Comments, pictures and anything else are not its text.
func (r *odsReader) cellText() (string, error) {
	var text strings.Builder
	paragraphs := 0
	err := each(r.dec, func(el xml.StartElement) error {
		if el.Name.Space != textNS || (el.Name.Local != "p" && el.Name.Local != "h") {
			return r.dec.Skip()
		}
		if paragraphs++; paragraphs > 1 {
			text.WriteByte('\n')
		}
		return r.paragraph(&text)
	})
	return text.String(), err
}

// paragraph writes the text of the element just entered, inner elements included.
func (r *odsReader) paragraph(text *strings.Builder) error {
	for depth := 0; depth >= 0; {
		if text.Len() > r.lim.MaxCell {
			return overLimit("a cell holds more than %d bytes of text", r.lim.MaxCell)
		}
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch el := token.(type) {
		case xml.CharData:
			writeBlanked(text, el)
		case xml.EndElement:
			depth--
		case xml.StartElement:
			entered, err := r.inline(text, el)
			if err != nil {
				return err
			}
			if entered {
				depth++
			}
		}
	}
	return nil
}

// inline deals with an element inside a paragraph; entered is true when its content is text of the paragraph.
func (r *odsReader) inline(text *strings.Builder, el xml.StartElement) (entered bool, err error) {
	if el.Name.Space != textNS {
		return false, r.dec.Skip()
	}
	switch el.Name.Local {
	case "s":
		n, err := repeats(el, textNS, "c")
		if err != nil {
			return false, err
		}
		text.WriteString(strings.Repeat(" ", min(n, r.lim.MaxCell+1)))
	case "tab":
		text.WriteByte(' ')
	case "line-break":
		text.WriteByte('\n')
	case "note", "ruby-text":
	case "span":
		name, _ := attr(el, textNS, "style-name")
		if !r.styles.raised(name) {
			return true, nil
		}
	default:
		return true, nil
	}
	return false, r.dec.Skip()
}

// writeBlanked writes characters; a line end or tab that only lays out the XML is a blank in OpenDocument.
func writeBlanked(text *strings.Builder, chars []byte) {
	for _, b := range chars {
		if b == '\n' || b == '\r' || b == '\t' {
			b = ' '
		}
		text.WriteByte(b)
	}
}

// textStyles are the styles of stretches of text, by name.
type textStyles map[string]textStyle

type textStyle struct{ position, parent string }

// read takes the text styles among the children of the element just entered.
func (s textStyles) read(dec *xml.Decoder) error {
	return each(dec, func(el xml.StartElement) error {
		family, _ := attr(el, styleNS, "family")
		if el.Name.Space != styleNS || el.Name.Local != "style" || family != "text" {
			return dec.Skip()
		}
		name, _ := attr(el, styleNS, "name")
		parent, _ := attr(el, styleNS, "parent-style-name")
		style := textStyle{parent: parent}
		err := each(dec, func(el xml.StartElement) error {
			if position, ok := attr(el, styleNS, "text-position"); ok && el.Name.Local == "text-properties" {
				style.position = position
			}
			return dec.Skip()
		})
		s[name] = style
		return err
	})
}

// maxParents is how far a style is followed: a style that is its own ancestor ends here.
const maxParents = 16

// raised tells whether text in the named style stands above the line, as footnote marks do. The position is "super",
// or a height in per cent of the type size: Excel writes "33%", LibreOffice "super 58%".
func (s textStyles) raised(name string) bool {
	for range maxParents {
		style, ok := s[name]
		if !ok {
			return false
		}
		if position, _, _ := strings.Cut(strings.TrimSpace(style.position), " "); position != "" {
			height, err := strconv.ParseFloat(strings.TrimSuffix(position, "%"), 64)
			return strings.HasPrefix(position, "super") || (err == nil && height > 0)
		}
		name = style.parent
	}
	return false
}
