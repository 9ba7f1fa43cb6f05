package area

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"gopkg.in/yaml.v3"
)

// file is the register as it is written. Codes are quoted in it, so that every reader of
// YAML keeps them as text.
type file struct {
	Register     string            `yaml:"register"`
	Title        string            `yaml:"title"`
	Country      entry             `yaml:"country"`
	Regions      []entry           `yaml:"regions"`
	Subregions   []entry           `yaml:"subregions"`
	Authorities  []entry           `yaml:"authorities"`
	Earlier      []entry           `yaml:"before_every_series"`
	Partnerships []partnershipFile `yaml:"expert_partnerships"`
}

type entry struct {
	Code           string    `yaml:"code"`
	Name           string    `yaml:"name"`
	Region         string    `yaml:"region"`
	Subregion      string    `yaml:"subregion"`
	ONS            []onsFile `yaml:"ons"`
	From           day       `yaml:"from"`
	To             day       `yaml:"to"`
	Successors     []string  `yaml:"successors"`
	Aliases        []string  `yaml:"aliases"`
	LeftOut        bool      `yaml:"left_out"`
	LeftOutBecause string    `yaml:"left_out_because"`
}

type onsFile struct {
	Code string `yaml:"code"`
	From day    `yaml:"from"`
	To   day    `yaml:"to"`
}

type partnershipFile struct {
	ID      string       `yaml:"id"`
	Name    string       `yaml:"name"`
	Region  string       `yaml:"region"`
	Members []memberFile `yaml:"members"`
}

type memberFile struct {
	Code string `yaml:"code"`
	Role Role   `yaml:"role"`
}

// day is a date without a time, written 2019-04-01.
type day struct{ time.Time }

// UnmarshalYAML reads the date, quoted or not.
func (d *day) UnmarshalYAML(n *yaml.Node) error {
	t, err := time.Parse(isoDay, n.Value)
	if err != nil {
		return fmt.Errorf("line %d: %q is not a day; write it as 2019-04-01", n.Line, n.Value)
	}
	d.Time = t
	return nil
}

// Load reads a register and checks it whole. The error lists every fault, each with the
// entry it is in.
func Load(text []byte) (*Register, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var f file
	if err := decoder.Decode(&f); err != nil {
		return nil, fmt.Errorf("reading an area register: %w", err)
	}
	r := f.register()
	faults := r.check()
	if len(faults) > 0 {
		return nil, fmt.Errorf("area register %q is refused (faults: %d):\n%w", r.ID, len(faults), errors.Join(faults...))
	}
	r.index()
	return r, nil
}

func (f file) register() *Register {
	r := &Register{ID: f.Register, Title: f.Title}
	for _, group := range []struct {
		kind    Kind
		entries []entry
	}{{Authority, f.Authorities}, {Subregion, f.Subregions}, {Region, f.Regions}, {Country, []entry{f.Country}}} {
		areas := make([]Area, len(group.entries))
		for i, e := range group.entries {
			areas[i] = e.area(group.kind)
		}
		slices.SortStableFunc(areas, func(a, b Area) int { return cmp.Compare(a.Code, b.Code) })
		r.areas = append(r.areas, areas...)
	}
	for _, e := range f.Earlier {
		r.earlier = append(r.earlier, e.area(Authority))
	}
	for _, p := range f.Partnerships {
		made := Partnership{ID: p.ID, Name: p.Name, Region: p.Region}
		for _, m := range p.Members {
			made.Members = append(made.Members, PartnershipMember(m))
		}
		r.partnerships = append(r.partnerships, made)
	}
	return r
}

func (e entry) area(k Kind) Area {
	a := Area{
		Code: e.Code, Name: e.Name, Kind: k, Region: e.Region, Subregion: e.Subregion,
		From: e.From.Time, To: e.To.Time, Successors: e.Successors, Aliases: e.Aliases,
		LeftOut: e.LeftOut, LeftOutBecause: e.LeftOutBecause,
	}
	for _, o := range e.ONS {
		a.ONS = append(a.ONS, ONSCode{Code: o.Code, From: o.From.Time, To: o.To.Time})
	}
	return a
}

// index fills the maps; check has already found the codes to be unique.
func (r *Register) index() {
	r.byCode = map[string]*Area{}
	r.byName = map[string][]*Area{}
	r.partnershipN = map[string]int{}
	for i := range r.areas {
		a := &r.areas[i]
		r.byCode[a.Code] = a
		for _, o := range a.ONS {
			r.byCode[o.Code] = a
		}
		for _, key := range a.nameKeys() {
			r.byName[key] = append(r.byName[key], a)
		}
	}
	for i, p := range r.partnerships {
		for _, m := range p.Members {
			r.partnershipN[m.Code] = i
		}
	}
}

// nameKeys are the different keys of the area's spellings.
func (a Area) nameKeys() []string {
	keys := []string{NameKey(a.Name)}
	for _, alias := range a.Aliases {
		if key := NameKey(alias); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
