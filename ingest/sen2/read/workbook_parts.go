package read

import (
	"bytes"
	"errors"
	"io"

	"github.com/orisano/gosax"
)

// part is a part of a workbook while it is read: XML, one tag or text after the other, within bounds of its own.
type part struct {
	sax   *gosax.Reader
	room  *room
	shown string // what messages call it
	open  int    // elements that are open
	any   bool   // an element was seen
}

// Bounds of a part.
const (
	deepest   = 64
	mostToken = 1 << 20 // bytes of one tag, text or comment
)

// mark is what a part gives.
type mark uint8

const (
	atEnd mark = iota
	opens
	closes
	says
)

// room lets no token grow without bound. The tokenizer asks only when it has no whole one.
type room struct {
	in          io.Reader
	given, used int64
	failed      error
}

func (r *room) Read(b []byte) (int, error) {
	if r.given-r.used > mostToken {
		r.failed = errors.New("a token is too long")
		return 0, r.failed
	}
	n, err := r.in.Read(b)
	r.given += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		r.failed = err
	}
	return n, err
}

func newPart(in io.Reader, shown string) *part {
	r := &room{in: in}
	sax := gosax.NewReaderSize(r, 128<<10)
	sax.EmitSelfClosingTag = true
	return &part{sax: sax, room: r, shown: shown}
}

// damagedBook is what is said of a part that is not whole.
const damagedBook = "The workbook is cut short or damaged: save it again as .xlsx and send it again"

// next gives the next tag, by its name without what stands before a colon, or text. What it gives is lent until it is called again.
func (p *part) next() (k mark, name, rest []byte, err error) {
	for {
		event, err := p.sax.Event()
		p.room.used += int64(len(event.Bytes))
		if err != nil {
			return atEnd, nil, nil, p.fault()
		}
		switch event.Type() {
		case gosax.EventStart:
			p.any = true
			if p.open++; p.open > deepest {
				return atEnd, nil, nil, refusal(p.shown, 0, "The workbook nests its elements more than %d deep, which none does that Excel saves", deepest)
			}
			name, rest := gosax.Name(event.Bytes)
			return opens, local(name), rest, nil
		case gosax.EventEnd:
			if p.open--; p.open < 0 {
				return atEnd, nil, nil, refusal(p.shown, 0, damagedBook)
			}
			p.room.used -= p.twice(event.Bytes)
			name, _ := gosax.Name(event.Bytes)
			return closes, local(name), nil, nil
		case gosax.EventText:
			text, err := gosax.Unescape(event.Bytes)
			if err != nil {
				return atEnd, nil, nil, refusal(p.shown, 0, damagedBook)
			}
			return says, nil, text, nil
		case gosax.EventCData:
			return says, nil, bytes.TrimSuffix(bytes.TrimPrefix(event.Bytes, []byte("<![CDATA[")), []byte("]]>")), nil
		case gosax.EventComment, gosax.EventProcessingInstruction:
		case gosax.EventEOF:
			if p.open != 0 || !p.any || p.room.failed != nil {
				return atEnd, nil, nil, p.fault()
			}
			return atEnd, nil, nil, nil
		default: // a document type among them: no workbook has one, and its entities could grow without bound
			return atEnd, nil, nil, refusal(p.shown, 0, damagedBook)
		}
	}
}

// twice is the length of a tag that opens and closes at once, which is given twice.
func (p *part) twice(tag []byte) int64 {
	if bytes.HasSuffix(tag, []byte("/>")) {
		return int64(len(tag))
	}
	return 0
}

// fault is why a part ended too early.
func (p *part) fault() error {
	if err := p.room.failed; err != nil && err.Error() != "a token is too long" {
		return err
	}
	return refusal(p.shown, 0, damagedBook)
}

// local is a name without its prefix.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// attribute finds the value of an attribute by its name without a prefix.
func attribute(rest []byte, wanted string) []byte {
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return nil
		}
		name := local(bytes.TrimSpace(rest[:eq]))
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		if string(name) == wanted {
			value, err := gosax.Unescape(rest[1 : 1+end])
			if err != nil {
				return nil
			}
			return value
		}
		rest = rest[end+2:]
	}
}
