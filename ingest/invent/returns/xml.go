package returns

import (
	"bufio"
	"fmt"
	"io"

	"inclusion/ingest/sen2"
)

// xmlStyle is the elements of a year as they are written, and how far they are indented.
type xmlStyle struct {
	year   int
	opens  map[sen2.Group]string
	closes map[sen2.Group]string
	before map[sen2.Group][]element // fields before the groups inside
	after  map[sen2.Group][]element
}

// element is a field with its tags.
type element struct {
	field       sen2.Field
	open, close string
}

var depths = map[sen2.Group]int{sen2.Details: 2, sen2.Source: 2, sen2.People: 2, sen2.Requests: 3, sen2.Assessments: 4, sen2.NamedPlans: 5,
	sen2.PlanDetails: 6, sen2.ActivePlans: 4, sen2.Placements: 5, sen2.Needs: 5}

const indent = "                    "

func newXMLStyle(year int) *xmlStyle {
	s := &xmlStyle{year, map[sen2.Group]string{}, map[sen2.Group]string{}, map[sen2.Group][]element{}, map[sen2.Group][]element{}}
	l := layoutOf(year)
	for _, g := range sen2.Groups() {
		name, deep := g.About().Element, indent[:2*depths[g]]
		s.opens[g], s.closes[g] = deep+"<"+name+">\n", deep+"</"+name+">\n"
		for i, f := range l.fields[g] {
			e := element{f, deep + "  <" + f.About().Name + ">", "</" + f.About().Name + ">\n"}
			if i < l.before[g] {
				s.before[g] = append(s.before[g], e)
			} else {
				s.after[g] = append(s.after[g], e)
			}
		}
	}
	return s
}

// xmlWriter writes records one after the other.
type xmlWriter struct {
	style   [2][int(sen2.Needs) + 1][]element
	tags    [2][int(sen2.Needs) + 1]string
	between []element // of the active plan, before its needs: in 2023
	year    int
	buffer  []byte
}

func newXMLWriter(year int) *xmlWriter {
	s := newXMLStyle(year)
	w := &xmlWriter{year: year}
	for g := range int(sen2.Needs) + 1 {
		group := sen2.Group(g)
		w.style[0][g], w.style[1][g] = s.before[group], s.after[group]
		w.tags[0][g], w.tags[1][g] = s.opens[group], s.closes[group]
	}
	if year <= 2023 { // residential and work-based stood between placements and needs
		w.between, w.style[1][sen2.ActivePlans] = w.style[1][sen2.ActivePlans][:2], w.style[1][sen2.ActivePlans][2:]
	}
	return w
}

// fields writes the fields of a group that are given.
func (w *xmlWriter) fields(rec *Record, elements []element, at place) {
	for i := range elements {
		e := &elements[i]
		start := len(w.buffer)
		w.buffer = append(w.buffer, e.open...)
		full := len(w.buffer)
		w.buffer = rec.text(w.buffer, at, e.field, w.year)
		if len(w.buffer) == full {
			w.buffer = w.buffer[:start]
			continue
		}
		w.buffer = append(w.buffer, e.close...)
		if e.field == rec.double {
			w.buffer = append(w.buffer, w.buffer[start:]...)
		}
	}
}

func (w *xmlWriter) record(rec *Record) {
	w.buffer = w.buffer[:0]
	var open [int(sen2.Needs) + 1]place
	rec.each(func(g sen2.Group, at place) {
		open[g] = at
		if g == sen2.Needs && at.item == 0 {
			w.fields(rec, w.between, open[sen2.ActivePlans])
		}
		w.buffer = append(w.buffer, w.tags[0][g]...)
		w.fields(rec, w.style[0][g], at)
		if g == sen2.People && rec.odd != "" {
			w.buffer = fmt.Appendf(w.buffer, "      <%s>1</%s>\n", rec.odd, rec.odd)
		}
	}, func(g sen2.Group) {
		if g == sen2.ActivePlans && len(rec.Requests[open[g].request].Active.Needs) == 0 {
			w.fields(rec, w.between, open[g])
		}
		w.fields(rec, w.style[1][g], open[g])
		w.buffer = append(w.buffer, w.tags[1][g]...)
	})
}

// WriteXML writes the return as one XML message, indented, in the order of elements of its year.
func (r *Return) WriteXML(to io.Writer) error {
	b := bufio.NewWriterSize(to, 256<<10)
	w := newXMLWriter(r.edition.Year)
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message>\n  <Header>\n")
	last := sen2.NoGroup
	for _, f := range r.header() {
		about := f.field.About()
		if about.Group != last {
			if last != sen2.NoGroup {
				b.WriteString(w.tags[1][last])
			}
			b.WriteString(w.tags[0][about.Group])
			last = about.Group
		}
		fmt.Fprintf(b, "      <%s>%s</%s>\n", about.Name, f.text, about.Name)
	}
	b.WriteString(w.tags[1][last])
	b.WriteString("  </Header>\n  <Persons>\n")
	var failed error
	for rec := range r.People() {
		w.record(rec)
		if _, failed = b.Write(w.buffer); failed != nil {
			break
		}
	}
	b.WriteString("  </Persons>\n</Message>\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing the XML of the return: %w", err)
	}
	return failed
}
