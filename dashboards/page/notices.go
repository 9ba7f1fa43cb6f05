package page

import (
	"fmt"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// notice is a sentence about the area as a whole, with the areas it names.
type notice struct {
	Text  string
	Areas []view.Link
}

// notices say what must be known of an area before any figure is read. href is where another area's page is.
func (v reading) notices(a warehouse.Area, href func(code string) string) []notice {
	all := v.lineage(a, href)
	if a.LeftOut {
		why := strings.TrimSuffix(a.LeftOutBecause, ".")
		all = append(all, notice{fmt.Sprintf("%s is left out of comparisons between areas (%s). Its figures are shown without a position.", a.Name, why), nil})
	}
	return all
}

// lineage says which areas came before and after one that began or ended, so that earlier and later figures can be found.
func (v reading) lineage(a warehouse.Area, href func(code string) string) (all []notice) {
	if a.Ended() {
		all = append(all, notice{fmt.Sprintf("%s ended on %s. Figures stop there. In its place now:", a.Name, view.Date(*a.To)), v.named(strings.Fields(a.Successors), href)})
	}
	var before []string
	for _, other := range v.areas {
		if slices.Contains(strings.Fields(other.Successors), a.Code) {
			before = append(before, other.Code)
		}
	}
	if len(before) > 0 && a.From != nil {
		all = append(all, notice{fmt.Sprintf("%s began on %s. Earlier figures are those of:", a.Name, view.Date(*a.From)), v.named(before, href)})
	}
	return all
}

// named turns codes into links to areas. One that ended says so: its name may live on in another.
func (v reading) named(codes []string, href func(code string) string) []view.Link {
	var links []view.Link
	for _, code := range codes {
		if a, err := v.area(code); err == nil {
			link := view.Link{Text: a.Name, Href: href(code)}
			if a.Ended() {
				link.Text += " (until " + view.Date(*a.To) + ")"
			}
			links = append(links, link)
		}
	}
	return links
}
