package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/warehouse"
)

// The groups an area can be compared with, as an address names them. A group of the reader's own is the codes of its areas.
const (
	Neighbours  = "neighbours"  // its statistical neighbours
	Region      = "region"      // the other areas of its region
	Partnership = "partnership" // the other areas of its expert partnership
	Trial       = "trial"       // the areas of all expert partnerships
	Chosen      = "custom"      // areas that the reader has named
)

// MostChosen is how many areas a group of the reader's own may have.
const MostChosen = 19

// Group is the areas that an area is compared with, without the area itself.
type Group struct {
	Key   string           // which of the groups
	Areas []warehouse.Area // closest first for statistical neighbours, else in the register's order
}

// Codes are the codes of the group's areas.
func (g Group) Codes() []string {
	codes := make([]string, 0, len(g.Areas))
	for _, a := range g.Areas {
		codes = append(codes, a.Code)
	}
	return codes
}

// GroupOf finds the group that wish names, of the register's areas: the statistical neighbours when it is empty. What cannot be
// done is Refused with the code that is wrong and the limit. A region and the country are compared with no group.
func GroupOf(areas []warehouse.Area, a warehouse.Area, near []warehouse.IndicatorNeighbour, wish string) (Group, error) {
	g := Group{Key: cmp.Or(wish, Neighbours)}
	var err error
	switch {
	case a.Level != "authority":
		if wish != "" {
			err = refuse("%s is not a local authority. Only a local authority can be compared with a group of areas (beside=%s).", a.Name, shortened(wish))
		}
		return Group{}, err
	case g.Key == Neighbours:
		for _, n := range near {
			if i := slices.IndexFunc(areas, func(other warehouse.Area) bool { return other.Code == n.Code }); i >= 0 {
				g.Areas = append(g.Areas, areas[i])
			}
		}
	case g.Key == Region:
		g.Areas = Others(areas, a, func(other warehouse.Area) bool { return other.Region == a.Region })
	case g.Key == Trial:
		g.Areas = Others(areas, a, func(other warehouse.Area) bool { return other.Partnership != "" })
	case g.Key != Partnership:
		g.Areas, err = chosen(areas, a, strings.Split(g.Key, ","))
		g.Key = Chosen
	case a.Partnership == "":
		return g, refuse("%s is in no expert partnership, so it cannot be compared with one (beside=partnership).", a.Name)
	default:
		g.Areas = Others(areas, a, func(other warehouse.Area) bool { return other.Partnership == a.Partnership })
	}
	return g, err
}

// Others are the authorities of today other than a for which is holds, in the register's order. Those that are left out of
// comparisons are no part of a group that nobody has chosen one by one.
func Others(areas []warehouse.Area, a warehouse.Area, is func(warehouse.Area) bool) (all []warehouse.Area) {
	for _, other := range areas {
		if other.Level == "authority" && !other.Ended() && !other.LeftOut && other.Code != a.Code && is(other) {
			all = append(all, other)
		}
	}
	return all
}

// chosen are the areas that a reader has named by their codes.
func chosen(areas []warehouse.Area, a warehouse.Area, codes []string) (all []warehouse.Area, err error) {
	for i := range codes {
		codes[i] = strings.TrimSpace(codes[i])
	}
	codes = slices.DeleteFunc(codes, func(code string) bool { return code == "" })
	if len(codes) == 0 {
		return nil, refuse("Name at least one area to compare %s with, by its code: beside=202,301.", a.Name)
	}
	if len(codes) > MostChosen {
		return nil, refuse("A group can have up to %d areas, and this address names %d. Take %d out of beside=.", MostChosen, len(codes), len(codes)-MostChosen)
	}
	named := map[string]bool{}
	for _, code := range codes {
		if err := unfit(areas, a, code, named); err != nil {
			return nil, err
		}
		named[code] = true
	}
	for _, other := range areas {
		if named[other.Code] {
			all = append(all, other)
		}
	}
	return all, nil
}

// unfit says why a code cannot be one of a group; nil where it can.
func unfit(areas []warehouse.Area, a warehouse.Area, code string, named map[string]bool) error {
	i := slices.IndexFunc(areas, func(other warehouse.Area) bool { return other.Code == code })
	if i < 0 {
		return refuse("No area has the code %q. A group is %s, %s, %s, %s or up to %d codes of local authorities: beside=202,301.",
			shortened(code), Neighbours, Region, Partnership, Trial, MostChosen)
	}
	switch other := areas[i]; {
	case other.Level != "authority":
		return refuse("%s (%s) is not a local authority. A group is made of up to %d local authorities.", other.Name, code, MostChosen)
	case other.Code == a.Code:
		return refuse("%s (%s) cannot be compared with itself. Take %s out of beside=.", a.Name, code, code)
	case other.Ended():
		return refuse("%s (%s) ended on %s. A group is made of up to %d local authorities of today.", other.Name, code, other.To.Format("2 January 2006"), MostChosen)
	case named[code]:
		return refuse("%s (%s) is named twice in beside=. Name each area once.", other.Name, code)
	}
	return nil
}

func refuse(format string, args ...any) error { return Refused(fmt.Sprintf(format, args...)) }

// shortened keeps what a reader typed from filling an answer.
func shortened(text string) string {
	const most = 40
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
