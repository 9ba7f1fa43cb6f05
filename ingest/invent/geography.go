package invent

import "fmt"

// Levels of geography as the education publisher names them.
const (
	national = "National"
	regional = "Regional"
	local    = "Local authority"
)

// spot is a row's place: the country, a region (or part of the capital) or an authority.
type spot struct {
	level string
	reg   *region // nil for the country
	place *place  // nil above authorities
	long  string  // nine-character code of the authority, as this row gives it
	codes []string
}

// spots are all places of a day: the country, its regions, its authorities. With split
// the capital is given as its two parts.
func spots(day string, split bool) []spot {
	on := placesOn(day)
	all := make([]string, len(on))
	for i, p := range on {
		all[i] = p.code
	}
	list := []spot{{level: national, codes: all}}
	for _, g := range regionsOf(split) {
		s := spot{level: regional, reg: g}
		for _, p := range on {
			if p.region == g.code || p.sub == g.code {
				s.codes = append(s.codes, p.code)
			}
		}
		list = append(list, s)
	}
	for _, p := range on {
		g := regionOf(p.region)
		if split && p.sub != "" {
			g = regionOf(p.sub)
		}
		list = append(list, spot{level: local, reg: g, place: p, long: p.longCode(day), codes: []string{p.code}})
	}
	return list
}

// regionsOf lists the regions; split gives the capital as its parts.
func regionsOf(split bool) []*region {
	var list []*region
	for i := range regions {
		if split && regions[i].code == capital {
			list = append(list, &subregions[0], &subregions[1])
			continue
		}
		list = append(list, &regions[i])
	}
	return list
}

func (s spot) code() string {
	switch s.level {
	case national:
		return countryCode
	case regional:
		return s.reg.code
	}
	return s.place.code
}

// is says whether the spot is the authority with this code.
func (s spot) is(codes ...string) bool {
	for _, c := range codes {
		if s.place != nil && s.place.code == c {
			return true
		}
	}
	return false
}

func (s spot) in(regionCode string) bool {
	return s.place != nil && s.place.region == regionCode
}

// named gives a geography column by its published name.
func (s spot) named(column string) string {
	switch column {
	case "geographic_level":
		return s.level
	case "country_code":
		return countryCode
	case "country_name":
		return countryName
	case "region_code", "region_name":
		if s.reg == nil {
			return ""
		}
		if column == "region_code" {
			return s.reg.code
		}
		return s.reg.name
	}
	if s.place == nil {
		return ""
	}
	switch column {
	case "new_la_code":
		return s.long
	case "old_la_code":
		return s.place.code
	case "la_name":
		return s.place.name
	}
	panic(fmt.Sprintf("invent: no geography column is called %s", column))
}

// keys are the first cells of a row, in the order the file gives its columns.
func keys(columns []string, period, identifier string, s spot) []string {
	cells := make([]string, len(columns))
	for i, column := range columns {
		switch column {
		case "time_period":
			cells[i] = period
		case "time_identifier":
			cells[i] = identifier
		default:
			cells[i] = s.named(column)
		}
	}
	return cells
}

// academic is the six-digit year that starts in the year given: 2023 gives 202324.
func academic(year int) string { return fmt.Sprintf("%d%02d", year, (year+1)%100) }
