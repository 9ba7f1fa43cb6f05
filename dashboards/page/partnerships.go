package page

import (
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// partnershipsView is the page of the expert partnerships.
type partnershipsView struct {
	view.Frame
	Groups  []expertPartnership
	Members int
	Empty   view.Empty // when the register has none
}

// expertPartnership is one group of trial areas. Its size is whatever the register says.
type expertPartnership struct {
	Name    string
	Href    string // its dashboard
	Region  view.Link
	Members []member
}

type member struct {
	Name, Href, Role string
}

func memberOf(a warehouse.Area) member {
	m := member{Name: a.Name, Href: areaHref(a.Code), Role: a.Role}
	if a.Role == "member" {
		m.Role = "" // most are: only leads are told apart
	}
	return m
}

// rankOf puts those who lead first, and each by name.
func rankOf(m member) string {
	if m.Role != "" {
		return "0" + m.Name
	}
	return "1" + m.Name
}

// expertPartnerships lists the groups of areas that tested the reforms together.
func (p *Pages) expertPartnerships(w http.ResponseWriter, r *http.Request, v reading) error {
	page := partnershipsView{Frame: p.frame(r, v, "Expert partnerships", "Expert partnerships")}
	page.Description = "The regional expert partnerships, later called Change Programme Partnerships: who is in them, and what they are."
	page.Empty = view.Empty{Heading: "No expert partnerships in this register", Text: "Here the groups of trial areas would stand with their members. The register of areas says who is in them.",
		Links: []view.Link{{Text: "All areas", Href: "/areas"}}}
	place := map[string]int{}
	for _, a := range v.areas {
		if a.Partnership == "" {
			continue
		}
		i, ok := place[a.Partnership]
		if !ok {
			i = len(page.Groups)
			place[a.Partnership] = i
			page.Groups = append(page.Groups, expertPartnership{Name: a.PartnershipName, Href: partnershipHref(a.Partnership), Region: view.Link{Text: a.RegionName, Href: areaHref(a.Region)}})
		}
		page.Groups[i].Members = append(page.Groups[i].Members, memberOf(a))
		page.Members++
	}
	slices.SortFunc(page.Groups, func(a, b expertPartnership) int { return strings.Compare(a.Name, b.Name) })
	for _, g := range page.Groups {
		slices.SortStableFunc(g.Members, func(a, b member) int { return strings.Compare(rankOf(a), rankOf(b)) })
	}
	return p.Views.Render(w, "expert-partnerships", page)
}
