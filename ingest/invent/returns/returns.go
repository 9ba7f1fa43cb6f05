package returns

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// Return is an invented return. It is made anew whenever its people are asked for, and always of the same people.
type Return struct {
	seed    uint64
	area    string
	edition *sen2.Edition
	people  int // how many; 0 for those the sample publishes
	tidy    bool
	asAt    sen2.Date
	mistake *planting
	reg     *register
}

// New is the return of an invented authority. Of the years that the sample publishes it is the return that the figures were counted from;
// of others it is drawn in the manner of the newest. A year that is not known is an error, as an authority is that does not exist.
func New(seed uint64, area string, year int) (*Return, error) {
	years, err := sen2.LoadYears(nil)
	if err != nil {
		return nil, err
	}
	edition := years[year]
	if edition == nil {
		return nil, fmt.Errorf("the return of %d is not known", year)
	}
	code, err := strconv.Atoi(area)
	if err != nil || !invent.HasAuthority(area) {
		return nil, fmt.Errorf("there is no invented authority %q today; they are 101 to 160", area)
	}
	return &Return{seed: seed, area: area, edition: edition, reg: newRegister(code)}, nil
}

// Sized is a return of so many people in the manner of an authority. Nothing is published of it.
func Sized(seed uint64, area string, year, people int) (*Return, error) {
	r, err := New(seed, area, year)
	if err != nil {
		return nil, err
	}
	if people < 1 {
		return nil, fmt.Errorf("a return has at least one person, not %d", people)
	}
	r.people = people
	return r, nil
}

// Spotless is the same return of an authority that is never late and knows everything of everybody: it breaks no rule.
func (r Return) Spotless() *Return {
	r.tidy = true
	return &r
}

// AsAt is the return as it stood on a day: what came later has not happened yet, and the file says that it was made that day.
func (r Return) AsAt(d sen2.Date) *Return {
	if d < r.edition.ReferenceDate {
		r.asAt = d
	}
	return &r
}

// Year is the year of the return.
func (r *Return) Year() int { return r.edition.Year }

// Area is the authority.
func (r *Return) Area() string { return r.area }

// Establishments is the invented register that the return's places stand in.
func (r *Return) Establishments() sen2.Establishments { return r.reg.establishments() }

// blockPlans is how many plans in force are drawn at a time, when a return has a size of its own.
const blockPlans = 4000

// People gives the people of the return, one after the other. A record is only lent.
func (r *Return) People() iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		if r.mistake != nil {
			r.mistake.start()
		}
		row := 0
		for block := range r.blocks() {
			for _, rec := range block {
				if r.people > 0 && row == r.people {
					return
				}
				if !r.seen(rec) {
					continue
				}
				row++
				rec.Row = row
				if r.mistake != nil {
					r.mistake.plant(rec)
				}
				if !yield(rec) {
					return
				}
			}
		}
	}
}

// blocks gives the parts of the return in their order. While one is used the next ones are made.
func (r *Return) blocks() iter.Seq[[]*Record] {
	return func(yield func([]*Record) bool) {
		if r.people == 0 {
			yield(r.block(0))
			return
		}
		const ahead = 2
		var coming [ahead]chan []*Record
		begin := func(part uint64) {
			to := make(chan []*Record, 1) // so that a part that nobody waits for any more can be given up
			coming[part%ahead] = to
			go func() { to <- r.block(part) }()
		}
		for part := range uint64(ahead) {
			begin(part)
		}
		for part := uint64(0); ; part++ {
			block := <-coming[part%ahead]
			begin(part + ahead)
			if !yield(block) {
				return
			}
		}
	}
}

// seen takes away what had not happened on the day that the return speaks of, and says whether anything is left.
func (r *Return) seen(rec *Record) bool {
	on := r.asAt
	if on == 0 {
		on = r.edition.ReferenceDate
	}
	return rec.view(on, r.asAt != 0)
}

// dice are the random numbers of a part of the return.
func (r *Return) dice(part uint64) *rand.Rand {
	return rand.New(rand.NewPCG(r.seed^uint64(r.edition.Year)<<40, part<<16|uint64(r.reg.area)))
}

// draw gives the cases of a part.
func (r *Return) draw(part uint64) (*invent.Cases, error) {
	if r.people == 0 && r.edition.Year <= invent.CasesTo {
		return invent.Draw(r.seed, r.area, r.edition.Year)
	}
	plans := blockPlans
	if r.people > 0 {
		plans = max(100, min(blockPlans, r.people))
	}
	return invent.DrawSome(r.seed+uint64(r.edition.Year), r.area, plans, part)
}

// block makes the people of a part, in no order.
func (r *Return) block(part uint64) []*Record {
	cases, err := r.draw(part)
	if err != nil {
		panic(err) // New has looked whether the authority and the year exist
	}
	b := newBuilder(cases, r.edition, r.reg, r.dice(part), r.tidy)
	made := b.build()
	b.r.Shuffle(len(made), func(i, j int) { made[i], made[j] = made[j], made[i] })
	all, records := make([]Record, len(made)), make([]*Record, len(made))
	for i := range made {
		b.describe(&all[i], &made[i], part*2*blockPlans+uint64(i)+1)
		records[i] = &all[i]
	}
	return records
}

// describe gives somebody what no figure depends on.
func (b *builder) describe(rec *Record, p *pending, number uint64) {
	rec.Number, rec.Sex, rec.Requests = number, p.sex, p.requests
	rec.Birth = p.born.pick(b.r)
	rec.Ethnicity = b.ethnicity()
	days := b.census - rec.Birth
	switch {
	case days > 19*365 && b.chance(0.85):
		rec.Known = ByULN
	case days < 5*365 && b.chance(0.5) && !b.tidy:
		rec.Unknown = "UN1"
	default:
		rec.Known = ByUPN
	}
}

var ethnicities = func() (by []sen2.Ethnicity) {
	for i, e := range sen2.Ethnicities {
		weight := map[string]int{"": 0, "WBRI": 150, "WOTH": 12, "MOTH": 6, "MWBC": 5, "APKN": 9, "AIND": 4, "ABAN": 4, "BAFR": 8, "BCRB": 4, "NOBT": 5, "OOTH": 4}
		n, known := weight[e.Code]
		if !known {
			n = 1
		}
		for range n {
			by = append(by, sen2.Ethnicity(i))
		}
	}
	return by
}()

func (b *builder) ethnicity() sen2.Ethnicity { return ethnicities[b.r.IntN(len(ethnicities))] }
