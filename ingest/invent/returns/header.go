package returns

import (
	"strconv"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// headerField is one value of the header.
type headerField struct {
	field sen2.Field
	text  string
}

// header is the header of the return, in the order of the message.
func (r *Return) header() []headerField {
	made := r.edition.ReferenceDate + 5
	if r.asAt != 0 {
		made = r.asAt
	}
	year := strconv.Itoa(r.edition.Year)
	all := []headerField{{sen2.Collection, "SEN2"}, {sen2.Year, year}, {sen2.ReferenceDate, r.edition.ReferenceDate.String()},
		{sen2.SourceLevel, "L"}, {sen2.LEA, r.area}, {sen2.SoftwareCode, "Sample maker"}, {sen2.Release, "1.0"}, {sen2.SerialNo, "001"},
		{sen2.DateTime, made.String() + "T09:00:00"}}
	officers := r.officers()
	for i, f := range []sen2.Field{sen2.DMO, sen2.DCO, sen2.DSCO} {
		if r.edition.Expects(f) != sen2.NotThisYear && officers[i] != "" {
			all = append(all, headerField{f, officers[i]})
		}
	}
	return all
}

// officers are the codes of what is published of the authority's designated officers.
func (r *Return) officers() (codes [3]string) {
	published, err := invent.Officers(r.seed, r.area, r.edition.Year)
	if err != nil {
		return [3]string{"Y", "Y", "Y"}
	}
	for i, word := range published {
		codes[i] = map[string]string{"Yes": "Y", "No": "N", "Recruiting": "R"}[word]
		if r.tidy && codes[i] == "" {
			codes[i] = "Y"
		}
	}
	return codes
}

// Header fills a header as a reader would.
func (r *Return) Header(h *sen2.Header) {
	for _, f := range r.header() {
		h.Set(f.field, []byte(f.text))
	}
}

// Into fills a person as a reader would that read the record from a file of the year.
func (rec *Record) Into(p *sen2.Person, year int) {
	p.Reset()
	p.Row = rec.Row
	var text []byte
	own := layoutOf(year)
	rec.each(func(g sen2.Group, at place) {
		if g != sen2.People {
			p.Begin(g)
		}
		for _, f := range own.fields[g] {
			text = rec.text(text[:0], at, f, year)
			if len(text) > 0 {
				p.Set(f, text)
			}
		}
	}, func(sen2.Group) {})
}

// each goes through the groups of the record in the order of the message: begin at the start of each, end at its end.
func (rec *Record) each(begin func(sen2.Group, place), end func(sen2.Group)) {
	begin(sen2.People, place{})
	for i := range rec.Requests {
		q := &rec.Requests[i]
		begin(sen2.Requests, place{request: i})
		if q.Assessment != nil {
			begin(sen2.Assessments, place{request: i})
			if p := q.Assessment.Plan; p != nil {
				begin(sen2.NamedPlans, place{request: i})
				for j := range p.Settings {
					begin(sen2.PlanDetails, place{i, j})
					end(sen2.PlanDetails)
				}
				end(sen2.NamedPlans)
			}
			end(sen2.Assessments)
		}
		if a := q.Active; a != nil {
			begin(sen2.ActivePlans, place{request: i})
			for j := range a.Placements {
				begin(sen2.Placements, place{i, j})
				end(sen2.Placements)
			}
			for j := range a.Needs {
				begin(sen2.Needs, place{i, j})
				end(sen2.Needs)
			}
			end(sen2.ActivePlans)
		}
		end(sen2.Requests)
	}
	end(sen2.People)
}
