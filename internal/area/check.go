package area

import (
	"fmt"
	"regexp"
	"slices"
	"time"
)

var (
	threeDigits = regexp.MustCompile(`^[0-9]{3}$`)
	nineCode    = regexp.MustCompile(`^[A-Z][0-9]{8}$`)
)

// checker gathers faults; lookups go by what the file says, before the register is indexed.
type checker struct {
	register *Register
	areas    map[string]Area
	faults   []error
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(format, args...))
}

func (r *Register) check() []error {
	c := &checker{register: r, areas: map[string]Area{}}
	if r.ID == "" || r.Title == "" {
		c.fault("the register has no name: give it register: and title:")
	}
	c.codes()
	for _, a := range r.areas {
		c.area(a)
	}
	for _, e := range r.earlier {
		if !e.Ended() {
			c.fault("%s is listed as ended before every series but has no last day (to:)", who(e))
		}
	}
	c.names()
	c.partnerships()
	return c.faults
}

// codes holds every code to its shape and to one owner.
func (c *checker) codes() {
	owner := map[string]string{}
	claim := func(code string, a Area, shape *regexp.Regexp, like string) {
		if !shape.MatchString(code) {
			c.fault("%s: the code %q is not %s", who(a), code, like)
		}
		if before, taken := owner[code]; taken {
			c.fault("%s: the code %s is already that of %s", who(a), code, before)
			return
		}
		owner[code] = who(a)
	}
	for _, a := range slices.Concat(c.register.areas, c.register.earlier) {
		shape, like := nineCode, "a letter and eight digits"
		if a.Kind == Authority {
			shape, like = threeDigits, "three digits in quotes"
		}
		claim(a.Code, a, shape, like)
		for _, o := range a.ONS {
			claim(o.Code, a, nineCode, "a letter and eight digits")
			if backwards(o.From, o.To) {
				c.fault("%s: the ONS code %s ends before it starts", who(a), o.Code)
			}
		}
	}
	for _, a := range c.register.areas {
		c.areas[a.Code] = a
	}
}

func (c *checker) area(a Area) {
	if NameKey(a.Name) == "" {
		c.fault("%s has no name", who(a))
	}
	if backwards(a.From, a.To) {
		c.fault("%s ends before it starts", who(a))
	}
	if a.LeftOut != (a.LeftOutBecause != "") {
		c.fault("%s: left_out and left_out_because go together", who(a))
	}
	if a.Kind == Authority || a.Kind == Subregion {
		if c.areas[a.Region].Kind != Region {
			c.fault("%s: the region %q is not one of the register's regions", who(a), a.Region)
		}
	}
	if a.Kind != Authority {
		if a.Subregion != "" || len(a.ONS)+len(a.Successors) > 0 || a.Ended() || !a.From.IsZero() {
			c.fault("%s: only an authority has a subregion, ONS codes, days or successors", who(a))
		}
		return
	}
	if len(a.ONS) == 0 {
		c.fault("%s has no ONS code", who(a))
	}
	c.subregion(a)
	c.successors(a)
}

// subregion holds that a region is divided for all of its authorities or for none.
func (c *checker) subregion(a Area) {
	divided := slices.ContainsFunc(c.register.areas, func(s Area) bool {
		return s.Kind == Subregion && s.Region == a.Region
	})
	s := c.areas[a.Subregion]
	switch {
	case a.Subregion == "" && divided:
		c.fault("%s: its region %s has subregions, so it needs one", who(a), a.Region)
	case a.Subregion != "" && s.Kind != Subregion:
		c.fault("%s: the subregion %q is not one of the register's subregions", who(a), a.Subregion)
	case a.Subregion != "" && s.Region != a.Region:
		c.fault("%s: the subregion %s is part of %s, not of its region %s", who(a), a.Subregion, s.Region, a.Region)
	}
}

// successors holds that an area that ended passes to others that are there the next day.
func (c *checker) successors(a Area) {
	if a.Ended() != (len(a.Successors) > 0) {
		c.fault("%s: a last day (to:) and successors go together", who(a))
		return
	}
	for i, code := range a.Successors {
		s := c.areas[code]
		switch {
		case s.Kind != Authority:
			c.fault("%s: the successor %q is not one of the register's authorities", who(a), code)
		case code == a.Code || slices.Contains(a.Successors[:i], code):
			c.fault("%s: the successor %s is itself or named twice", who(a), code)
		case !s.AliveAt(a.To.AddDate(0, 0, 1)):
			c.fault("%s ended on %s, but its successor %s is not there the day after", who(a), a.To.Format(isoDay), who(s))
		}
	}
}

// names holds that a spelling means one area on any one day.
func (c *checker) names() {
	owners := map[string][]Area{}
	for _, a := range slices.Concat(c.register.areas, c.register.earlier) {
		for _, key := range a.nameKeys() {
			if key == "" {
				c.fault("%s: an alias is empty", who(a))
				continue
			}
			for _, other := range owners[key] {
				if overlap(a, other) {
					c.fault("%s: the name or alias %q also names %s at the same time", who(a), key, who(other))
				}
			}
			owners[key] = append(owners[key], a)
		}
	}
}

func (c *checker) partnerships() {
	ids := map[string]bool{}
	of := map[string]string{}
	for _, p := range c.register.partnerships {
		if p.ID == "" || p.Name == "" || ids[p.ID] {
			c.fault("expert partnership %q (%s): it needs a name and an id of its own", p.ID, p.Name)
		}
		ids[p.ID] = true
		if c.areas[p.Region].Kind != Region {
			c.fault("expert partnership %s: the region %q is not one of the register's regions", p.ID, p.Region)
		}
		if !slices.ContainsFunc(p.Members, func(m PartnershipMember) bool { return m.Role == Lead || m.Role == JointLead }) {
			c.fault("expert partnership %s: no member leads it", p.ID)
		}
		for _, m := range p.Members {
			c.member(p, m, of)
		}
	}
}

func (c *checker) member(p Partnership, m PartnershipMember, of map[string]string) {
	a := c.areas[m.Code]
	if a.Kind != Authority {
		c.fault("expert partnership %s: the member %q is not one of the register's authorities", p.ID, m.Code)
		return
	}
	if a.Region != p.Region {
		c.fault("expert partnership %s: its member %s is in another region, %s", p.ID, who(a), a.Region)
	}
	if before, taken := of[m.Code]; taken {
		c.fault("expert partnership %s: its member %s is already in %s", p.ID, who(a), before)
	}
	of[m.Code] = p.ID
	if !slices.Contains([]Role{Lead, JointLead, Member}, m.Role) {
		c.fault("expert partnership %s: the role %q of %s is not lead, joint lead or member", p.ID, m.Role, who(a))
	}
}

func who(a Area) string { return fmt.Sprintf("%s %s (%s)", a.Kind, a.Code, a.Name) }

func backwards(from, to time.Time) bool { return !from.IsZero() && !to.IsZero() && to.Before(from) }

// overlap tells whether there is a day on which both areas exist.
func overlap(a, b Area) bool {
	return (a.To.IsZero() || b.From.IsZero() || !a.To.Before(b.From)) &&
		(b.To.IsZero() || a.From.IsZero() || !b.To.Before(a.From))
}
