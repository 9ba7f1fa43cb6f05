package returns

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"inclusion/ingest/sen2"
)

// Mistake is a mistake that was planted: which rule it breaks and where.
type Mistake struct {
	Rule    string
	Row     int // number of the person, from 1
	Request int // from 1; 0 when it is about the person
	Item    int // setting, placement or need, from 1; 0 when it is about none
	Field   string
}

// planting is the mistakes that are still to be planted, and those that were.
type planting struct {
	year   int
	census sen2.Date
	each   int
	left   map[string]int
	done   []Mistake
	spare  uint64 // number of somebody who has a pupil number, and their row
	row    int
}

// WithMistakes is the return, spotless but for so many mistakes against each rule that can be broken. A person has at most one. They are
// planted each time the people are gone through, the same ones each time.
func (r Return) WithMistakes(each int) *Return {
	r.tidy = true
	r.mistake = &planting{year: r.edition.Year, census: r.edition.ReferenceDate, each: each}
	return &r
}

// Rules are the rules against which mistakes can be planted, in order. Some can be written in XML only.
func Rules() (all, inXMLOnly []string) {
	for _, k := range kinds {
		all = append(all, k.rule)
		if k.xmlOnly {
			inXMLOnly = append(inXMLOnly, k.rule)
		}
	}
	return all, inXMLOnly
}

// Mistakes lists what was planted while the people were last gone through, in the order of the people.
func (r *Return) Mistakes() []Mistake {
	if r.mistake == nil {
		return nil
	}
	return slices.Clone(r.mistake.done)
}

// WriteMistakes writes the list of what was planted.
func (r *Return) WriteMistakes(to io.Writer) error {
	w := csv.NewWriter(to)
	_ = w.Write([]string{"rule", "row", "request", "item", "field"}) // Flush gives the error
	for _, m := range r.Mistakes() {
		_ = w.Write([]string{m.Rule, strconv.Itoa(m.Row), strconv.Itoa(m.Request), strconv.Itoa(m.Item), m.Field})
	}
	if w.Flush(); w.Error() != nil {
		return fmt.Errorf("writing the list of mistakes: %w", w.Error())
	}
	return nil
}

// start forgets what was planted before.
func (p *planting) start() {
	p.left, p.done, p.spare = map[string]int{}, nil, 0
	for _, k := range kinds {
		p.left[k.rule] = p.each
	}
}

// plant puts the first mistake that is left and fits into a record.
func (p *planting) plant(rec *Record) {
	for _, k := range kinds {
		if p.left[k.rule] == 0 {
			continue
		}
		m := Mistake{Rule: k.rule, Row: rec.Row}
		if k.plant(p, rec, &m) {
			p.left[k.rule]--
			p.done = append(p.done, m)
			return
		}
	}
	if p.spare == 0 && rec.Known == ByUPN {
		p.spare, p.row = rec.Number, rec.Row
	}
}

// kind is a kind of mistake: how it is planted in a record, if the record can have it.
type kind struct {
	rule    string
	xmlOnly bool
	plant   func(*planting, *Record, *Mistake) bool
}

// write lets something else stand in a field; "" leaves it out.
func (rec *Record) write(m *Mistake, at place, f sen2.Field, text string) bool {
	rec.written = append(rec.written, writing{at: at, field: f, text: text})
	return m.at(f)
}

// at says which field a mistake is in.
func (m *Mistake) at(f sen2.Field) bool {
	m.Field = f.Path()
	if f.About().Group != sen2.People && m.Request == 0 {
		m.Request = 1
	}
	return true
}

// lone is the only request of somebody, when it has an outcome; nil otherwise.
func (rec *Record) lone(outcome byte) *Request {
	if len(rec.Requests) != 1 || rec.Requests[0].Outcome != outcome {
		return nil
	}
	return &rec.Requests[0]
}

// assessed is the only request of somebody with an assessment of an outcome; nil otherwise.
func (rec *Record) assessed(outcome byte) *Request {
	if len(rec.Requests) != 1 || rec.Requests[0].Assessment == nil || rec.Requests[0].Assessment.Outcome != outcome {
		return nil
	}
	return &rec.Requests[0]
}

// running is the only request of somebody with an old plan that is in force at one place that the register has; nil otherwise.
func (rec *Record) running() *Request {
	q := rec.assessed('H')
	if q == nil || q.Assessment.Plan.Cease != 0 || q.Active == nil || len(q.Active.Placements) != 1 || q.Active.Placements[0].URN == 0 ||
		len(q.Active.Needs) == 0 || q.Active.Meeting == 0 {
		return nil
	}
	return q
}
