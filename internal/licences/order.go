package licences

import (
	"cmp"
	"slices"
	"strings"
)

// Go is the name of what every Go program carries.
const Go = "Go standard library"

// Sort orders by name without regard to capitals, then by version.
func Sort(list []Licence) {
	slices.SortStableFunc(list, func(a, b Licence) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Module), strings.ToLower(b.Module)), strings.Compare(a.Version, b.Version))
	})
}
