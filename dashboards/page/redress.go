package page

import (
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// redressSections are the parts of an area's page about appeals and the decisions before them.
var redressSections = []section{
	{ID: "appeals", Title: "Appeals to the SEND Tribunal", Indicators: []string{"R01", "R01o"}},
	{ID: "decisions", Title: "Decisions a family can appeal against", Indicators: []string{"S06", "S08", "S08b"}},
	{ID: "mediation", Title: "Mediation before an appeal", Indicators: []string{"R02"}},
}

// redressIntros say what to know before a section's figures are read.
var redressIntros = map[string][]string{
	"appeals":   {"A low rate can mean good decisions, or families who do not appeal. The figure alone does not say which."},
	"decisions": {"When an authority refuses to assess, or assesses and issues no plan, the family can appeal. No direction is agreed for how often that should happen."},
	"mediation": {"Before most appeals a family is offered mediation. Numbers are small, so many are not published for an area."},
}

// redress is an area's page about appeals: how often, the two ways of counting kept apart, and the decisions behind them.
func (p *Pages) redress(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if besideForm(w, r) {
		return nil
	}
	t, err := readTold(r, v, a, redressSections)
	if err != nil {
		return err
	}
	page := moneyView{areaPage: p.areaPage(r, v, a, "redress", "Tribunal and redress"), Beside: t.beside.head(a)}
	page.Description = "How often families in " + a.Name + " appeal to the SEND Tribunal, and the decisions that can be appealed against."
	page.Lede = "How often families appeal to the SEND Tribunal (special educational needs and disability), and the decisions that can be appealed against. EHC plan: an education, health and care plan."
	for _, s := range redressSections {
		told := toldSection{ID: s.ID, Title: s.Title, Intro: redressIntros[s.ID]}
		if s.ID == "appeals" {
			part, err := t.appeals(r)
			if err != nil {
				return err
			}
			told.Parts = []toldPart{part}
		} else {
			for _, id := range s.Indicators {
				part, err := t.decision(id)
				if err != nil {
					return err
				}
				told.Parts = append(told.Parts, part)
			}
		}
		page.add(told)
	}
	page.add(toldSection{ID: "outcomes", Title: "How appeals ended", Intro: []string{
		"How appeals ended (conceded by the authority, withdrawn, agreed, or decided by the Tribunal and for whom) is not published area by area, and these data do not hold the national figures.",
		"An authority knows its own. Ask the board how many appeals were conceded or decided for the family, and what changed because of them."}})
	return p.Views.Render(w, "money", page)
}

// decision is one figure about decisions, with its caveats beneath.
func (t toldPage) decision(id string) (toldPart, error) {
	one := t.tell(id)
	p, err := one.part()
	if p.Gap == nil {
		p.note(one.in.Caveats...)
	}
	return p, err
}

// appeals is the picture of both ways of counting, with England beside each, or why there is none.
func (t toldPage) appeals(r *http.Request) (toldPart, error) {
	a, err := t.appealRates(r)
	if err != nil {
		return toldPart{}, err
	}
	if _, ok := a.lead(); !ok {
		return toldPart{ID: "R01", Gap: a.now.gap()}, nil
	}
	return a.part()
}

// appealRates reads both ways of counting.
func (t toldPage) appealRates(r *http.Request) (appealRates, error) {
	a := appealRates{page: t, old: t.tell("R01o"), now: t.tell("R01"), matching: map[string]warehouse.Matching{}}
	for _, row := range a.now.rows() {
		m, ok, err := warehouse.IndicatorMatching(r.Context(), t, a.now.in.ID, row.Period)
		if err != nil {
			return a, err
		}
		if ok && m.Exact != nil {
			a.matching[row.Period] = m
		}
	}
	return a, a.readErrata(r)
}

// links lead to the files of the figure and to each way of counting by itself.
func (a appealRates) links() []view.Link {
	files := areaTabHref(a.page.area.Code, "redress") + "/appeals"
	links := append([]view.Link{{Text: "Excel", Href: files + ".xlsx"}, {Text: "CSV", Href: files + ".csv"}}, pictureLinks(files, "")...)
	for _, one := range []told{a.now, a.old} {
		links = append(links, view.Link{Text: one.in.Short, Href: areaIndicatorHref(a.page.area.Code, one.in.ID) + a.page.beside.Query})
	}
	return links
}
