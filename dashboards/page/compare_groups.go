package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// The groups that can be added to a comparison in one go, as they stand in an address: "neighbours:202". They are taken apart at
// once, so that a link names the areas themselves and shows the same ones when the model of similar areas has changed.
const (
	groupWhole   = "whole"   // the region's own figure
	groupRegions = "regions" // every region's own figure
	groupCountry = "england" // the country's
)

// group adds the areas of a group. One that is about an area begins with that area.
func (p *compareParser) group(key string) error {
	kind, code, _ := strings.Cut(key, ":")
	switch kind {
	case groupRegions:
		p.wholes("region")
		return nil
	case groupCountry:
		p.wholes("country")
		return nil
	case besideNeighbours, besideRegion, besidePartnership, groupWhole:
	default:
		p.fault("group=%s is not known. Choose %s, %s or one of %s, %s, %s and %s with an area's code, such as %s:%s.", shortened(key), groupRegions,
			groupCountry, besideNeighbours, besideRegion, besidePartnership, groupWhole, besideNeighbours, p.someAuthority().Code)
		return nil
	}
	a, err := p.v.area(code)
	if err != nil {
		p.fault("group=%s: no area has the code %q.", shortened(key), shortened(code))
		return nil
	}
	members, err := p.members(kind, a)
	if err != nil {
		return err
	}
	if len(members) == 0 {
		p.fault("group=%s: %s", shortened(key), lackingGroup(kind, a))
		return nil
	}
	for _, m := range members {
		if !slices.Contains(p.c.codes(), m.Code) { // who is there already is no mistake of the reader's
			p.take(m)
		}
	}
	return nil
}

// members are the areas of a group about an area, that area first; none where there is no such group.
func (p *compareParser) members(kind string, a warehouse.Area) ([]warehouse.Area, error) {
	switch {
	case kind == groupWhole && a.Region != "":
		region, err := p.v.area(a.Region)
		return []warehouse.Area{region}, err
	case kind == besideRegion && a.Level == "region":
		return p.v.others(a, func(other warehouse.Area) bool { return other.Region == a.Code }), nil
	case kind == groupWhole, a.Level != "authority", kind == besidePartnership && a.Partnership == "":
		return nil, nil
	}
	var near []warehouse.IndicatorNeighbour
	if kind == besideNeighbours {
		var err error
		if near, err = p.neighbours(a.Code); err != nil {
			return nil, err
		}
	}
	b := beside{Key: kind}
	if err := b.choose(p.v, a, near); err != nil || len(b.Areas) == 0 {
		return nil, err
	}
	return append([]warehouse.Area{a}, b.Areas...), nil
}

// lackingGroup says why there is no such group.
func lackingGroup(kind string, a warehouse.Area) string {
	switch {
	case a.Level != "authority":
		return a.Name + " is not a local authority, so there is no such group of it."
	case kind == besidePartnership:
		return a.Name + " is in no expert partnership."
	case kind == besideNeighbours:
		return "no file loaded so far says which areas are most like " + a.Name + "."
	}
	return "there is no such group of " + a.Name + "."
}

// wholes adds the areas of a level.
func (p *compareParser) wholes(level string) {
	for _, a := range p.v.areas {
		if a.Level == level && !slices.Contains(p.c.codes(), a.Code) {
			p.take(a)
		}
	}
}

// someAuthority is an area for an example: one of an expert partnership, where the register has any.
func (p *compareParser) someAuthority() warehouse.Area {
	var first warehouse.Area
	for _, a := range p.v.areas {
		switch {
		case a.Level != "authority" || a.Ended() || a.LeftOut:
		case a.Partnership != "":
			return a
		case first.Code == "":
			first = a
		}
	}
	return first
}

// groupOptions are the groups on offer: those of the first areas chosen, the wholes, and the expert partnerships. What would not
// fit beside the areas chosen is not offered.
func (p *compareParser) groupOptions(ctx context.Context) ([]optionGroup, error) {
	const asked = 3
	room := mostCompared - len(p.c.Areas)
	var like optionGroup
	for _, a := range p.c.Areas[:min(asked, len(p.c.Areas))] {
		like.Title = "By the areas chosen"
		for _, kind := range []string{besideNeighbours, besidePartnership, besideRegion, groupWhole} {
			members, err := p.members(kind, a)
			if err != nil {
				return nil, err
			}
			members = slices.DeleteFunc(members, func(m warehouse.Area) bool { return slices.Contains(p.c.codes(), m.Code) })
			if len(members) > 0 && len(members) <= room {
				like.Options = append(like.Options, option{Value: kind + ":" + a.Code, Text: offered(kind, a, len(members))})
			}
		}
	}
	wholes := optionGroup{Title: "Larger areas"}
	partnerships := optionGroup{Title: "Expert partnerships"}
	regions, seen := 0, map[string]bool{}
	for _, a := range p.v.areas {
		switch {
		case a.Level == "country":
			wholes.Options = append(wholes.Options, option{Value: groupCountry, Text: a.Name})
		case a.Level == "region":
			regions++
		case a.Partnership != "" && !seen[a.Partnership]:
			seen[a.Partnership] = true
			partnerships.Options = append(partnerships.Options, option{Value: besidePartnership + ":" + a.Code, Text: a.PartnershipName})
		}
	}
	if regions > 0 && regions <= room {
		wholes.Options = append(wholes.Options, option{Value: groupRegions, Text: view.Counted(regions, "region", "regions")})
	}
	return slices.DeleteFunc([]optionGroup{like, wholes, partnerships}, func(g optionGroup) bool { return len(g.Options) == 0 }), nil
}

// offered is a group as the form offers it, n areas more.
func offered(kind string, a warehouse.Area, n int) string {
	switch kind {
	case besideNeighbours:
		return fmt.Sprintf("%d areas similar to %s", n, a.Name)
	case besidePartnership:
		return fmt.Sprintf("Expert partnership of %s (%d more)", a.Name, n)
	case besideRegion:
		if a.Level == "region" {
			return fmt.Sprintf("%d areas of %s", n, a.Name)
		}
		return fmt.Sprintf("Region of %s: its %d other areas", a.Name, n)
	}
	return a.RegionName + ", the region as a whole"
}
