package read

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/orisano/gosax"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// window is how much of the file the tokenizer holds at once, when no text may be longer.
const window = 256 << 10

// element is one that has begun and not ended.
type element struct {
	name  string // as the file writes it, with its prefix
	kind  kind
	group sen2.Group
	field sen2.Field
	fault sen2.FaultKind // its fields are faults of this kind, because it may not stand where it does or stands there once more
	below *names
}

// fields is a set of fields.
type fields [2]uint64

func (s *fields) has(f sen2.Field) bool { return s[f>>6]&(1<<(f&63)) != 0 }
func (s *fields) add(f sen2.Field)      { s[f>>6] |= 1 << (f & 63) }

// ofGroup are the fields of each group.
var ofGroup = func() []fields {
	all := make([]fields, len(sen2.Groups())+1)
	for _, g := range sen2.Groups() {
		for _, f := range sen2.FieldsOf(g) {
			all[g].add(f)
		}
	}
	return all
}()

// parser reads the message. The tokenizer finds where tags and texts end; that they fit together is seen to here.
type parser struct {
	ctx    context.Context
	in     feed
	tokens *gosax.Reader
	limits Limits
	years  sen2.Years
	out    *batches

	line    int // on which the token stands that is being looked at
	ended   bool
	stack   []element
	text    []byte // of the field that is open
	decoded []byte // a text whose references were replaced
	given   fields // of the header and of the newest items of the person that is being read
	items   int    // of that person
	unknown tally

	header *sen2.Header // while it is read, and until it was handed over
	begun  bool         // the header was handed over
	headed bool         // there was a header
	person *sen2.Person // the one that is being read
	people int
	now    *batch   // where the next person goes
	held   []*batch // full ones that wait for the header
}

func newParser(ctx context.Context, head []byte, from *source, o Options) *parser {
	p := &parser{ctx: ctx, limits: o.Limits, years: o.Years, out: newBatches(), line: 1, unknown: tally{}}
	p.in = feed{head: bytes.TrimPrefix(head, byteOrderMark), rest: from, most: int64(o.Limits.Text) + 1024}
	p.tokens = gosax.NewReaderSize(&p.in, max(window, 2*o.Limits.Text))
	p.stack = append(make([]element, 0, 16), element{kind: document, below: rootTable})
	p.now = p.out.take()
	return p
}

func (p *parser) refuse(format string, args ...any) error {
	refusal := returns.Refuse(format, args...)
	refusal.Line = p.line
	return refusal
}

// malformed refuses what is not well-formed XML.
func (p *parser) malformed(how string) error {
	return p.refuse("Make the file again and send it: it is not well-formed XML, as %s", how)
}

// parse reads to the end of the file.
func (p *parser) parse() error {
	for {
		token, err := p.tokens.Event()
		if err != nil {
			return p.failed(err)
		}
		p.in.used += int64(len(token.Bytes))
		switch token.Type() {
		case gosax.EventStart:
			err = p.start(token.Bytes)
		case gosax.EventEnd:
			err = p.end(token.Bytes)
		case gosax.EventText:
			err = p.chars(token.Bytes)
		case gosax.EventEOF:
			return p.finish()
		default:
			err = p.other(token.Type(), token.Bytes)
		}
		if err != nil {
			return err
		}
	}
}

// failed says why the tokenizer could not go on. Its own words may hold what stood in the file and are not used.
func (p *parser) failed(err error) error {
	var refusal *returns.Refusal
	switch {
	case p.in.failed == nil && errors.Is(err, io.EOF):
		return p.truncated()
	case p.in.failed == nil:
		return p.malformed("a tag begins in a way that no tag does")
	case errors.As(p.in.failed, &refusal):
		return p.refuse("%s", refusal.What)
	}
	return p.in.failed
}

func (p *parser) truncated() error {
	return p.refuse("Make the file again and send it whole: it breaks off before its end")
}

// finish is the end of the file.
func (p *parser) finish() error {
	switch {
	case len(p.stack) > 1:
		return p.truncated()
	case !p.ended:
		return p.refuse("There is no Message in the file; send the return as the case system writes it")
	case !p.headed:
		return p.refuse("There is no Header in the file; send the return as the case system writes it")
	}
	return p.send()
}

// open begins an element.
func (p *parser) open(c *child, name string, fault sen2.FaultKind) error {
	if len(p.stack) > p.limits.Depth {
		return p.refuse("Make the file again and send it: its elements are nested more than %d deep, which no return's are", p.limits.Depth)
	}
	p.stack = append(p.stack, element{name: name, kind: c.kind, group: c.group, field: c.field, fault: fault, below: c.below})
	switch c.kind {
	case field:
		p.text = p.text[:0]
	case group:
		if fault == 0 {
			return p.begin(c.group)
		}
	case header:
		return p.beginHeader()
	}
	return nil
}

// begin begins a group where it may stand.
func (p *parser) begin(g sen2.Group) error {
	switch g {
	case sen2.Details, sen2.Source:
		return nil
	case sen2.People:
		return p.beginPerson()
	}
	if err := p.item(); err != nil {
		return err
	}
	if !p.person.Begin(g) {
		p.stack[len(p.stack)-1].fault = sen2.Repeated
		return nil
	}
	p.given[0] &^= ofGroup[g][0]
	p.given[1] &^= ofGroup[g][1]
	return nil
}

// item counts what one person takes.
func (p *parser) item() error {
	if p.items++; p.items > p.limits.Items {
		return p.refuse("See whether people have run together in the file: more than %d requests, placements and other items stand under one person", p.limits.Items)
	}
	return nil
}

// close ends the newest element.
func (p *parser) close() error {
	last := len(p.stack) - 1
	e := &p.stack[last]
	p.stack = p.stack[:last]
	switch {
	case e.kind == field:
		return p.set(e)
	case e.kind == group && e.group == sen2.People && e.fault == 0:
		return p.endPerson()
	case e.kind == header:
		return p.endHeader()
	case e.kind == message:
		p.ended = true
	}
	return nil
}

// set takes in a field. One that is blank sets nothing and was not given.
func (p *parser) set(e *element) error {
	text := bytes.TrimSpace(p.text)
	if len(text) == 0 {
		return nil
	}
	fault := e.fault
	if fault == 0 && p.given.has(e.field) {
		fault = sen2.Repeated
	}
	if fault == 0 {
		p.given.add(e.field)
		if p.person != nil {
			p.person.Set(e.field, text)
		} else {
			p.header.Set(e.field, text)
		}
		return nil
	}
	if p.person != nil {
		p.person.Fault(fault, e.field)
	} else {
		p.header.Faults = append(p.header.Faults, sen2.Fault{Kind: fault, Field: e.field})
	}
	return p.item()
}
