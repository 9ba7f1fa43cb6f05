package area

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What can be wrong with a code or name. Lookups wrap these with what was asked for and
// what the register holds instead.
var (
	ErrUnknown      = errors.New("unknown area")
	ErrNotAlive     = errors.New("area not there at that date")
	ErrAmbiguous    = errors.New("name of more than one area")
	ErrDisagree     = errors.New("code and name disagree")
	ErrBeforeSeries = errors.New("area ended before every series")
)

// Register is a set of areas and their history. It does not change once loaded and is
// safe to share.
type Register struct {
	ID    string // "england" or "sample"
	Title string

	areas        []Area           // authorities by code, then subregions, regions, country
	earlier      []Area           // ended before every series: recognised, never followed
	partnerships []Partnership    // in the order of the file
	byCode       map[string]*Area // own codes and ONS codes
	byName       map[string][]*Area
	partnershipN map[string]int // authority code to index of partnerships
}

// Authorities are all local authorities, those that ended included, by code.
func (r *Register) Authorities() []Area { return r.ofKind(Authority) }

// Current are the local authorities that have no last day, by code.
func (r *Register) Current() []Area {
	return slices.DeleteFunc(r.Authorities(), Area.Ended)
}

// AliveAt are the local authorities that exist on the day of at, by code.
func (r *Register) AliveAt(at time.Time) []Area {
	return slices.DeleteFunc(r.Authorities(), func(a Area) bool { return !a.AliveAt(at) })
}

// Regions are the regions in the order of their codes.
func (r *Register) Regions() []Area { return r.ofKind(Region) }

// Subregions are inner and outer London.
func (r *Register) Subregions() []Area { return r.ofKind(Subregion) }

// Country is the whole.
func (r *Register) Country() Area { return r.ofKind(Country)[0] }

func (r *Register) ofKind(k Kind) []Area {
	var found []Area
	for _, a := range r.areas {
		if a.Kind == k {
			found = append(found, a)
		}
	}
	return found
}

// Within are the authorities, ended ones included, that lie in the region, subregion or
// country with this code; an authority lies within itself.
func (r *Register) Within(code string) ([]Area, error) {
	whole, err := r.ByCode(code)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.Authorities(), func(a Area) bool {
		return !(whole.Kind == Country || a.Code == whole.Code || a.Region == whole.Code || a.Subregion == whole.Code)
	}), nil
}

// Partnerships are the expert partnerships.
func (r *Register) Partnerships() []Partnership { return slices.Clone(r.partnerships) }

// PartnershipOf gives the expert partnership an authority belongs to. Most belong to
// none, which ok tells; code is a three-digit code that ByCode knows.
func (r *Register) PartnershipOf(code string) (p Partnership, ok bool) {
	i, ok := r.partnershipN[code]
	if !ok {
		return Partnership{}, false
	}
	return r.partnerships[i], true
}

// Successors are the authorities that took over from this one.
func (r *Register) Successors(code string) ([]Area, error) {
	a, err := r.ByCode(code)
	if err != nil {
		return nil, err
	}
	var found []Area
	for _, s := range a.Successors {
		found = append(found, *r.byCode[s])
	}
	return found, nil
}

// Predecessors are the authorities this one took over from, wholly or in part, by code.
func (r *Register) Predecessors(code string) ([]Area, error) {
	a, err := r.ByCode(code)
	if err != nil {
		return nil, err
	}
	return r.predecessors(a), nil
}

func (r *Register) predecessors(a Area) []Area {
	return slices.DeleteFunc(r.Authorities(), func(p Area) bool { return !slices.Contains(p.Successors, a.Code) })
}

// ByCode finds an area by its code: three digits for an authority, or any ONS code it has
// or had. No date is needed, since a code is never given to another area.
func (r *Register) ByCode(code string) (Area, error) {
	if a, ok := r.byCode[code]; ok {
		return *a, nil
	}
	for _, e := range r.earlier {
		if e.Code == code {
			return Area{}, r.beforeSeries(e)
		}
	}
	return Area{}, fmt.Errorf("%w: no area has the code %q in the register of %s; the nearest are %s",
		ErrUnknown, code, r.Title, r.nearest(func(a Area) int { return distance(code, a.Code) }))
}

// ByName finds the area with this name on the day of at: Dorset is 835 until March 2019
// and 838 after. With a zero at, any day will do, as long as only one area ever had the name.
func (r *Register) ByName(name string, at time.Time) (Area, error) {
	named := r.byName[NameKey(name)]
	if len(named) == 0 {
		for _, e := range r.earlier {
			if e.Called(name) {
				return Area{}, r.beforeSeries(e)
			}
		}
		return Area{}, fmt.Errorf("%w: no area is called %q in the register of %s; the nearest are %s; "+
			"if one of them is meant, add the spelling to its aliases",
			ErrUnknown, name, r.Title, r.nearest(func(a Area) int { return nameDistance(name, a) }))
	}
	if at.IsZero() {
		if len(named) > 1 {
			return Area{}, fmt.Errorf("%w: %q is %s; give the date it is meant for", ErrAmbiguous, name, labels(named))
		}
		return *named[0], nil
	}
	for _, a := range named {
		if a.AliveAt(at) {
			return *a, nil
		}
	}
	return Area{}, fmt.Errorf("%w: %q is %s, not there on %s%s",
		ErrNotAlive, name, labels(named), at.Format(isoDay), r.instead(*named[0], at))
}

// Resolve finds the authority or other area that a published row means and holds the row
// to it: the code decides, and the ONS code and name must be the area's own. An ONS code
// of a predecessor passes, since some publishers keep it after a merger. Blank ons or
// name, and the "." of old files for no ONS code, are not checked.
func (r *Register) Resolve(code, ons, name string) (Area, error) {
	a, err := r.ByCode(code)
	if err != nil {
		return Area{}, err
	}
	if name != "" && !a.Called(name) {
		return Area{}, fmt.Errorf("%w: a row has the code of %s and the name %q%s; mend the row's code or add the spelling to the aliases",
			ErrDisagree, a.Label(), name, r.whose(name))
	}
	if ons == "" || ons == "." || ons == a.Code || a.HasONS(ons) ||
		slices.ContainsFunc(r.predecessors(a), func(p Area) bool { return p.HasONS(ons) }) {
		return a, nil
	}
	return Area{}, fmt.Errorf("%w: a row has the code of %s and the ONS code %q, which is not one of its codes; "+
		"mend the row's code or add the ONS code to the register", ErrDisagree, a.Label(), ons)
}

func (r *Register) whose(name string) string {
	if named := r.byName[NameKey(name)]; len(named) > 0 {
		return ", which is " + labels(named)
	}
	return ", which no area has"
}

func (r *Register) beforeSeries(e Area) error {
	return fmt.Errorf("%w: %s is not followed by the register of %s; leave its rows out and say so",
		ErrBeforeSeries, e.Label(), r.Title)
}

// instead says who was there in a's place on the day of at.
func (r *Register) instead(a Area, at time.Time) string {
	others := r.predecessors(a)
	if a.Ended() && at.After(a.To) {
		others = nil
		for _, s := range a.Successors {
			others = append(others, *r.byCode[s])
		}
	}
	var alive []*Area
	for i := range others {
		if others[i].AliveAt(at) {
			alive = append(alive, &others[i])
		}
	}
	if len(alive) == 0 {
		return ""
	}
	return "; in its place there was " + labels(alive)
}

// nearest names the three areas with the least distance.
func (r *Register) nearest(from func(Area) int) string {
	type candidate struct {
		area *Area
		d    int
	}
	all := make([]candidate, len(r.areas))
	for i := range r.areas {
		all[i] = candidate{&r.areas[i], from(r.areas[i])}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.d, b.d) })
	var near []*Area
	for _, c := range all[:min(3, len(all))] {
		near = append(near, c.area)
	}
	return labels(near)
}

func nameDistance(name string, a Area) int {
	key := NameKey(name)
	least := distance(key, NameKey(a.Name))
	for _, alias := range a.Aliases {
		least = min(least, distance(key, NameKey(alias)))
	}
	return least
}

func labels(areas []*Area) string {
	names := make([]string, len(areas))
	for i, a := range areas {
		names[i] = a.Label()
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
