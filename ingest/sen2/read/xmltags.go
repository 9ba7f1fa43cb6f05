package read

import (
	"bytes"

	"inclusion/ingest/sen2"
)

// start is the start of an element: "<Name>" nearly always.
func (p *parser) start(tag []byte) error {
	top := &p.stack[len(p.stack)-1]
	if c := top.below.exact(tag[1 : len(tag)-1]); c != nil && !p.ended {
		return p.open(c, c.name, top.fault)
	}
	return p.startOddly(tag, top)
}

// startOddly is the start of an element that is not written as the message writes one that may stand here.
func (p *parser) startOddly(tag []byte, top *element) error {
	if p.ended {
		return p.malformed("something follows the end of the root element")
	}
	inside := tag[1 : len(tag)-1]
	empty := len(inside) > 0 && inside[len(inside)-1] == '/'
	if empty {
		inside = inside[:len(inside)-1]
	}
	full, rest := cutName(inside)
	if !isName(full) {
		return p.malformed("a tag has no proper name")
	}
	if err := p.allowed(tag, holds(tag)); err != nil {
		return err
	}
	prefix, local := cutPrefix(full)
	if top.kind != foreign && len(prefix) > 0 {
		p.unknown.add(prefix)
	}
	if !p.attributes(rest, top.kind != foreign) {
		return p.malformed("an attribute is not written as one")
	}
	c, fault, err := p.find(local, top)
	if err != nil {
		return err
	}
	if err := p.open(c, string(full), fault); err != nil {
		return err
	}
	p.line += bytes.Count(tag, []byte{'\n'})
	if empty {
		return p.close()
	}
	return nil
}

var passedOver = &child{kind: foreign}

// find says what an element is by its name in any case: what may stand here, what may stand elsewhere in a person, or what no return has.
func (p *parser) find(local []byte, top *element) (*child, sen2.FaultKind, error) {
	var room [longestName]byte
	lower := room[:0]
	if len(local) <= longestName {
		for _, b := range local {
			if b >= 'A' && b <= 'Z' {
				b |= 0x20
			}
			lower = append(lower, b)
		}
	}
	if c := top.below.anyCase(lower); c != nil {
		return c, top.fault, nil
	}
	switch {
	case top.kind == document:
		return nil, 0, p.refuse("See that the file is a SEN2 return: its root element is not Message")
	case top.kind == foreign:
		return passedOver, 0, nil
	case p.person != nil && top.kind == group:
		if c := elsewhere(lower, top.group); c != nil {
			return c, sen2.Misplaced, nil
		}
	}
	p.unknown.add(local)
	return passedOver, 0, nil
}

// end is the end of an element.
func (p *parser) end(tag []byte) error {
	top := &p.stack[len(p.stack)-1]
	if name := tag[2 : len(tag)-1]; string(name) != top.name || top.kind == document {
		if name = bytes.TrimRight(name, " \t\r\n"); string(name) != top.name || top.kind == document {
			return p.malformed("an element does not end where it should")
		}
		p.line += bytes.Count(tag, []byte{'\n'})
	}
	return p.close()
}

// attributes passes over the attributes of a tag, which no return has, and says false when they are not written as such.
func (p *parser) attributes(rest []byte, counted bool) bool {
	for len(rest) > 0 {
		name, value, after, proper := cutAttribute(rest)
		if !proper {
			return false
		}
		if rest = after; name == nil {
			return true
		}
		if p.decoded, proper = appendDecoded(p.decoded[:0], value); !proper {
			return false
		}
		if prefix, local := cutPrefix(name); counted && len(prefix) > 0 {
			p.unknown.add(prefix)
		} else if counted {
			p.unknown.add(local)
		}
	}
	return true
}
