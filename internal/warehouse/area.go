package warehouse

import (
	"cmp"
	"slices"
	"strings"

	"inclusion/internal/area"
)

// FoundAreas is what a search for an area yields.
type FoundAreas struct {
	Exact *Area  // the one area that is meant beyond doubt
	Hits  []Area // areas whose code, name or other spelling holds what was searched for, in the register's order
	Near  []Area // when there is no hit: the nearest names, nearest first
}

// FindAreas searches by code, name and the other spellings of it; otherNames gives the spellings of a code. Of two areas with
// one name, an area that is still there is meant.
func FindAreas(areas []Area, otherNames func(code string) []string, query string) FoundAreas {
	key := area.NameKey(query)
	var found FoundAreas
	if key == "" {
		return found
	}
	var exact []Area
	for _, a := range areas {
		names := append([]string{a.Name}, otherNames(a.Code)...)
		switch {
		case strings.EqualFold(a.Code, strings.TrimSpace(query)), slices.ContainsFunc(names, func(n string) bool { return area.NameKey(n) == key }):
			exact = append(exact, a)
			found.Hits = append(found.Hits, a)
		case slices.ContainsFunc(names, func(n string) bool { return strings.Contains(area.NameKey(n), key) }):
			found.Hits = append(found.Hits, a)
		}
	}
	alive := slices.DeleteFunc(slices.Clone(exact), Area.Ended)
	switch {
	case len(alive) == 1:
		found.Exact = &alive[0]
	case len(exact) == 1 && len(found.Hits) == 1:
		found.Exact = &exact[0]
	}
	if len(found.Hits) == 0 {
		found.Near = nearest(areas, key)
	}
	return found
}

// nearest are the three areas whose names share most with what was searched for.
func nearest(areas []Area, key string) []Area {
	near := slices.Clone(areas)
	slices.SortStableFunc(near, func(a, b Area) int {
		return cmp.Compare(likeness(key, area.NameKey(b.Name)), likeness(key, area.NameKey(a.Name)))
	})
	return near[:min(3, len(near))]
}

// likeness is the share of pairs of letters that two names have in common (Dice's coefficient): 1 for the same, 0 for none.
// A name of several words is as like as the whole or any one of its words.
func likeness(a, b string) float64 {
	best := dice(a, b)
	for _, word := range strings.Fields(b) {
		if len(word) > 3 {
			best = max(best, 0.95*dice(a, word))
		}
	}
	return best
}

func dice(a, b string) float64 {
	first, second := pairs(a), pairs(b)
	common := 0
	for pair, n := range first {
		common += min(n, second[pair])
	}
	return 2 * float64(common) / float64(len([]rune(a))+len([]rune(b))+2)
}

// pairs counts the neighbouring letters of a name, its beginning and end included.
func pairs(name string) map[string]int {
	letters := []rune(" " + name + " ")
	count := map[string]int{}
	for i := range len(letters) - 1 {
		count[string(letters[i:i+2])]++
	}
	return count
}
