// Package area knows which areas of England exist, since when, under which codes and
// names, and who took over from those that ended. A published row is tied to an area by
// its three-digit code; a name is accepted only through the register, with a date, and
// what the register does not know is refused with the nearest names, never passed over.
package area

import (
	"slices"
	"time"
)

// Kind says what an area is a piece of.
type Kind string

// The kinds of area a figure can be published for.
const (
	Authority Kind = "authority" // a local authority, keyed by its three-digit code
	Subregion Kind = "subregion" // inner or outer London
	Region    Kind = "region"
	Country   Kind = "country"
)

// Area is one entry of a register. The slices are shared with the register: read them only.
type Area struct {
	Code      string // three digits for an authority, E12…, E13… or E92… otherwise
	Name      string
	Kind      Kind
	Region    string // code of the region an authority or subregion lies in
	Subregion string // code of the subregion an authority lies in, where its region has any
	ONS       []ONSCode
	From, To  time.Time // first and last day; zero where there is none
	// Successors are the codes of the authorities that took over the day after To.
	Successors []string
	// Aliases are other spellings in published files.
	Aliases []string
	// LeftOut areas are not compared with others unless asked for; LeftOutBecause says why.
	LeftOut        bool
	LeftOutBecause string
}

// ONSCode is a code of the Office for National Statistics with the days it was in force.
// Publishers change over years apart, so a row may carry any of an authority's codes.
type ONSCode struct {
	Code     string
	From, To time.Time
}

// AliveAt tells whether the area exists on the day of at.
func (a Area) AliveAt(at time.Time) bool {
	day := at.Format(isoDay)
	return (a.From.IsZero() || a.From.Format(isoDay) <= day) &&
		(a.To.IsZero() || day <= a.To.Format(isoDay))
}

// Ended tells whether the register gives the area a last day.
func (a Area) Ended() bool { return !a.To.IsZero() }

// HasONS tells whether code is or ever was the area's ONS code.
func (a Area) HasONS(code string) bool {
	return slices.ContainsFunc(a.ONS, func(o ONSCode) bool { return o.Code == code })
}

// Called tells whether name is one of the area's spellings.
func (a Area) Called(name string) bool {
	key := NameKey(name)
	return NameKey(a.Name) == key ||
		slices.ContainsFunc(a.Aliases, func(s string) bool { return NameKey(s) == key })
}

// Label is how messages name an area: its name, its code and, where it has any, its days.
func (a Area) Label() string {
	switch {
	case a.Ended() && !a.From.IsZero():
		return a.Name + " (" + a.Code + ", " + a.From.Format(isoDay) + " to " + a.To.Format(isoDay) + ")"
	case a.Ended():
		return a.Name + " (" + a.Code + ", to " + a.To.Format(isoDay) + ")"
	case !a.From.IsZero():
		return a.Name + " (" + a.Code + ", from " + a.From.Format(isoDay) + ")"
	}
	return a.Name + " (" + a.Code + ")"
}

// Role is what an authority does in its expert partnership.
type Role string

// The roles of the Change Programme.
const (
	Lead      Role = "lead"
	JointLead Role = "joint lead"
	Member    Role = "member"
)

// Partnership is a regional expert partnership: a few authorities that tried the
// SEND and AP reforms together. Sizes differ, so nothing may count on one.
type Partnership struct {
	ID      string
	Name    string
	Region  string
	Members []PartnershipMember
}

// PartnershipMember is an authority and its role in an expert partnership.
type PartnershipMember struct {
	Code string
	Role Role
}

// Codes are the three-digit codes of the members, in the register's order.
func (p Partnership) Codes() []string {
	codes := make([]string, len(p.Members))
	for i, m := range p.Members {
		codes[i] = m.Code
	}
	return codes
}

const isoDay = "2006-01-02"
