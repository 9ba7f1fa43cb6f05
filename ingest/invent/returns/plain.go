package returns

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"inclusion/ingest/invent"
)

// WriteEstablishments writes the register of establishments that the return's places stand in.
func (r *Return) WriteEstablishments(to io.Writer) error { return r.reg.write(to) }

// plainTables are the generator's own records: a file each, its columns, and how a record's rows of it are written.
var plainTables = []struct {
	name, columns string
}{
	{"people", "person,born,sex,ethnicity"},
	{"requests", "person,request,received,decided,outcome,source,rya,mediation,tribunal"},
	{"assessments", "person,request,outcome,decided,mediation,tribunal,other_mediation,other_tribunal,exception"},
	{"plans", "person,request,started,ceased,reason,budget,arranged,payment"},
	{"active", "person,request,transferred,meeting,decision,outcome,due,final,res,work"},
	{"placements", "person,request,placement,seat,rank,entry,leaving,res,work"},
	{"needs", "person,request,rank,need"},
}

// plainFiles are the files while they are written.
type plainFiles struct {
	files []*os.File
	to    map[string]*bufio.Writer
	seats map[uint32]invent.Seat
	year  int
}

// WriteRecords writes what was generated as plain tables into a folder, which must be there: a row a person, request, assessment, plan,
// placement and need. They are written from the generator's own records, so that figures can be worked out of them in another way than from
// a return that was read.
func (r *Return) WriteRecords(dir string) (err error) {
	p := &plainFiles{to: map[string]*bufio.Writer{}, seats: map[uint32]invent.Seat{}, year: r.edition.Year}
	for seat, urns := range r.reg.of {
		for _, urn := range urns {
			p.seats[urn] = seat
		}
	}
	defer func() {
		for _, f := range p.files {
			err = errors.Join(err, f.Close())
		}
	}()
	for _, t := range plainTables {
		f, err := os.Create(filepath.Join(dir, t.name+".csv"))
		if err != nil {
			return fmt.Errorf("writing the generator's records: %w", err)
		}
		p.files = append(p.files, f)
		p.to[t.name] = bufio.NewWriter(f)
		fmt.Fprintln(p.to[t.name], t.columns)
	}
	for rec := range r.People() {
		p.record(rec)
	}
	for _, w := range p.to {
		err = errors.Join(err, w.Flush())
	}
	return err
}

func letter(c byte) string {
	if c == 0 {
		return ""
	}
	return string(rune(c))
}

// record writes a record's rows. Flush gives the errors.
func (p *plainFiles) record(rec *Record) {
	fmt.Fprintf(p.to["people"], "%d,%s,%s,%s\n", rec.Row, rec.Birth, letter(rec.Sex), rec.Ethnicity)
	for i := range rec.Requests {
		q := &rec.Requests[i]
		key := fmt.Sprintf("%d,%d", rec.Row, i+1)
		fmt.Fprintf(p.to["requests"], "%s,%s,%s,%s,%s,%s,%s,%s\n", key, q.Received, q.OutcomeDate, letter(q.Outcome), letter(q.Source),
			letter(q.RYA), letter(q.Mediation), letter(q.Tribunal))
		if a := q.Assessment; a != nil {
			fmt.Fprintf(p.to["assessments"], "%s,%s,%s,%s,%s,%s,%s,%s\n", key, letter(a.Outcome), a.OutcomeDate, letter(a.Mediation),
				letter(a.Tribunal), letter(a.OtherMediation), letter(a.OtherTribunal), letter(a.Week20))
			if n := a.Plan; n != nil {
				fmt.Fprintf(p.to["plans"], "%s,%s,%s,%s,%s,%s,%s\n", key, n.Start, n.Cease, letter(n.Reason), letter(n.Budget),
					letter(n.Arranged), letter(n.Payment))
			}
		}
		if q.Active != nil {
			p.active(key, q.Active)
		}
	}
}

func (p *plainFiles) active(key string, a *Active) {
	now := a.now()
	fmt.Fprintf(p.to["active"], "%s,%t,%s,%s,%s,%s,%s,%s,%s\n", key, a.Transfer != 0, a.Meeting, a.Decision, letter(a.Outcome), a.Due, a.Final,
		letter(now.Res), letter(now.Work))
	for i := range a.Placements {
		l := &a.Placements[i]
		fmt.Fprintf(p.to["placements"], "%s,%d,%s,%s,%s,%s,%s,%s\n", key, i+1, p.seat(l), letter(l.Rank), l.Entry, l.Leaving, letter(l.Res), letter(l.Work))
	}
	for i, need := range a.Needs {
		fmt.Fprintf(p.to["needs"], "%s,%d,%s\n", key, i+1, need)
	}
}

// seat is the published column that a placement was drawn for. Those without a place are told apart by their age later.
func (p *plainFiles) seat(l *Placement) invent.Seat {
	if l.URN != 0 {
		return p.seats[l.URN]
	}
	switch {
	case l.UKPRN != 0:
		return "ukrlp_provider"
	case l.Setting == "":
		return ""
	}
	for seat, kind := range seatKinds {
		if kind.setting == l.Setting && seat != "neet_other_csa" {
			return seat
		}
	}
	return ""
}
