package board

import (
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

func (p *Pages) profileRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/profile", Right: account.SeeDraft, handle: p.profile},
		{Method: http.MethodPost, Path: "/board/{code}/profile", Right: account.WritePlan, handle: p.saveProfile},
	}
}

// theProfile is the partnership's own page, written as the documents of a register are.
func theProfile() register {
	var uses []view.Option
	for _, use := range plan.PlanUses() {
		uses = append(uses, view.Option{Value: use.ID, Text: use.Name})
	}
	return register{Page: "profile", One: "profile", Kind: plan.KindProfile, Right: account.WritePlan,
		Fields: func(*Pages, visit) []view.Field {
			return []view.Field{
				{Kind: view.LongField, Name: "name", Label: "Name of the partnership", Required: true, Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "also_known_as", Label: "Other names it or its plan goes by", Hint: "Write “none” where there is none.", Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "chair", Label: "Chair of the board", Hint: "Role and organisation.", Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "terms", Label: "Terms of reference", Hint: "Where people can read what the board is for and how it decides.", Rows: 2},
				{Kind: view.LongField, Name: "contact", Label: "Contact", Hint: "An office that answers, not a person.", Rows: 2, MaxLength: shortText},
				{Kind: view.TicksField, Name: "serves_as", Label: "This plan also serves as", Options: uses},
				{Kind: view.DateField, Name: "next_meeting", Label: "Next engagement meeting"},
				{Kind: view.NumberField, Name: "meeting_months", Label: "Months between engagement meetings", Hint: "Leave it empty where no interval is agreed."},
				{Kind: view.DateField, Name: "clock.started", Label: "Inspection started"},
				{Kind: view.DateField, Name: "clock.published", Label: "Report published"},
				{Kind: view.LongField, Name: "clock.outcome", Label: "Outcome", Hint: "In the exact words of the report. It is not a grade.", Rows: 4},
				{Kind: view.LongField, Name: "clock.interval", Label: "What the report says of the next inspection", Hint: "In its exact words, such as “within approximately 3 years”.", Rows: 2},
			}
		},
		Headings: []heading{{From: "name", Title: "The partnership"}, {From: "serves_as", Title: "The plan"}, {From: "next_meeting", Title: "Engagement meeting"},
			{From: "clock.started", Title: "Last inspection", Hint: "As the report says it. Nothing is worked out from it but the date it names."}},
		Lists: []list{
			{Name: "icbs", One: "ICB", Title: "Integrated care boards (ICBs)", Hint: "The NHS body or bodies that plan health care here, each with its dates.",
				Row: []view.Field{{Kind: view.LongField, Name: "name", Label: "Name", Rows: 2, MaxLength: shortText}, {Kind: view.DateField, Name: "from", Label: "From"}, {Kind: view.DateField, Name: "to", Label: "To"}}},
			{Name: "members", One: "Member", Title: "Members of the board", Hint: "By organisation and role. Names are not needed.",
				Row: []view.Field{{Kind: view.LongField, Name: "organisation", Label: "Organisation", Rows: 2, MaxLength: shortText}, {Kind: view.LongField, Name: "role", Label: "Role", Rows: 2, MaxLength: shortText},
					{Kind: view.DateField, Name: "since", Label: "Since"}}},
		}}
}

func profileOrNew(v visit) *plan.Profile {
	if v.book.Profile != nil {
		return v.book.Profile
	}
	return &plan.Profile{Code: v.code}
}

func (p *Pages) profile(w http.ResponseWriter, r *http.Request, v visit) error {
	d := profileOrNew(v)
	form, headings, err := theProfile().form(p, v, d, r.URL.Path, nil)
	if err != nil {
		return err
	}
	page := p.profilePage(v)
	page.Saved = savedNotice(r, v, plan.KindProfile)
	if _, may := p.Desk.May(v.who, v.code, d); !may {
		page.Said = said(form)
		return p.Views.Render(w, "board-document", page)
	}
	return p.showSheet(w, http.StatusOK, page, form, headings)
}

func (p *Pages) profilePage(v visit) sheetPage {
	page := sheetPage{planPage: p.planPage(v, "profile", "The partnership", "Who it is, who sits on its board, and when it meets the inspectorates.")}
	if v.who.May(account.SeeCautions, v.code, "") {
		page.Past = &view.Link{Text: "What it said before", Href: historyHref(v.code, plan.KindProfile, "")}
	}
	return page
}

func (p *Pages) saveProfile(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	reg := theProfile()
	d, err := reg.read(r.Context(), p, v, f, profileOrNew(v))
	if err != nil {
		return err
	}
	profile := d.(*plan.Profile)
	if c := profile.Clock; c != nil && *c == (plan.Clock{}) {
		profile.Clock = nil
	}
	e := reg.editing(p, w, r, v, f, r.URL.Path, p.profilePage(v))
	e.next, e.done = boardHref(v.code, "profile")+"?saved=", nil
	return p.keep(w, r, v, f, desk.Save{Document: profile, Base: f.base()}, e)
}
