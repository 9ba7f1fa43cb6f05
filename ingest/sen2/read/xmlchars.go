package read

import (
	"bytes"
	"strings"

	"github.com/orisano/gosax"
)

// chars is a text between two tags.
func (p *parser) chars(text []byte) error {
	top := &p.stack[len(p.stack)-1]
	if top.kind != field && indents(text) {
		p.line++
		return nil
	}
	has := holds(text)
	if has&bracket != 0 && bytes.Contains(text, []byte("]]>")) {
		return p.malformed("a text holds the mark that ends a CDATA section")
	}
	if err := p.allowed(text, has); err != nil {
		return err
	}
	content := text
	if has&ampersand != 0 {
		var proper bool
		if p.decoded, proper = appendDecoded(p.decoded[:0], text); !proper {
			return p.malformed("an & begins what is none of XML's references")
		}
		content = p.decoded
	}
	if err := p.content(top, content, has); err != nil {
		return err
	}
	p.lines(text, has)
	return nil
}

// lines counts the lines that end in a token.
func (p *parser) lines(token []byte, has uint8) {
	if has&newline != 0 {
		p.line += bytes.Count(token, []byte{'\n'})
	}
}

// allowed refuses characters that may not stand in XML.
func (p *parser) allowed(text []byte, has uint8) error {
	switch {
	case has&illegal != 0:
		return p.malformed("it holds a character that may not stand in XML")
	case has&beyond != 0 && notUTF8(text):
		return p.refuse("Save the file as UTF-8 and send it again: it holds a character that is not UTF-8")
	}
	return nil
}

// content takes in a text of a field. Elsewhere only blanks are expected: outside the root nothing else may stand, and in a group it is
// counted.
func (p *parser) content(top *element, text []byte, has uint8) error {
	switch {
	case top.kind == field:
		if len(p.text)+len(text) > p.limits.Text {
			return p.refuse("Make the file again and send it: the text of an element is longer than %s", size(int64(p.limits.Text)))
		}
		p.text = append(p.text, text...)
	case has&notSpace == 0:
	case top.kind == document:
		p.line += bytes.Count(text[:len(text)-len(bytes.TrimLeft(text, blanks))], []byte{'\n'})
		return p.malformed("a text stands outside the root element")
	case top.kind != foreign:
		p.unknown.add([]byte("text"))
	}
	return nil
}

// other is what is neither a tag nor a text.
func (p *parser) other(kind uint8, token []byte) error {
	if kind == gosax.EventDocType {
		return p.refuse("Take the DOCTYPE out of the file: a return has none, and what it would bring with it is not read")
	}
	has := holds(token)
	if err := p.allowed(token, has); err != nil {
		return err
	}
	if err := p.section(kind, token); err != nil {
		return err
	}
	p.lines(token, has)
	return nil
}

// section is a CDATA section, a comment or a processing instruction.
func (p *parser) section(kind uint8, token []byte) error {
	const cdata, comment = "<![CDATA[", "<!--"
	switch {
	case kind == gosax.EventCData && bytes.HasPrefix(token, []byte(cdata)):
		top := &p.stack[len(p.stack)-1]
		if top.kind == document {
			return p.malformed("a text stands outside the root element")
		}
		inside := token[len(cdata) : len(token)-len("]]>")]
		return p.content(top, inside, holds(inside))
	case kind == gosax.EventComment && bytes.HasPrefix(token, []byte(comment)) && len(token) >= len("<!---->"):
		inside := token[len(comment) : len(token)-len("-->")]
		if !bytes.Contains(inside, []byte("--")) && !bytes.HasSuffix(inside, []byte("-")) {
			return nil
		}
	case kind == gosax.EventProcessingInstruction:
		return p.instruction(token)
	}
	return p.malformed("a comment or a CDATA section is not written as one")
}

// instruction passes over a processing instruction, but for the XML declaration, which must say no other encoding than UTF-8.
func (p *parser) instruction(token []byte) error {
	target, rest := cutName(token[len("<?") : len(token)-len("?>")])
	if !isName(target) {
		return p.malformed("a processing instruction has no name")
	}
	if !bytes.EqualFold(target, []byte("xml")) {
		return nil
	}
	if p.in.used != int64(len(token)) {
		return p.malformed("an XML declaration stands elsewhere than at the start; two files may have been joined")
	}
	for len(rest) > 0 {
		name, value, after, proper := cutAttribute(rest)
		if !proper {
			return p.malformed("the XML declaration is not written as one")
		}
		if rest = after; string(name) == "encoding" && !inUTF8(string(value)) {
			return p.refuse("Save the file as UTF-8 and send it again: it says that it is written in another encoding")
		}
	}
	return nil
}

// inUTF8 says whether an encoding is UTF-8 or a part of it.
func inUTF8(encoding string) bool {
	switch strings.ToLower(encoding) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return true
	}
	return false
}
