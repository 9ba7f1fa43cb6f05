package board

import (
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) voiceRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/voices", Right: account.SeeDraft, handle: p.voices},
		{Method: http.MethodPost, Path: "/board/{code}/voices/{from}", Right: account.WriteVoice, handle: p.saveVoice},
	}
}

// speaker is somebody whose words are printed as they are.
type speaker struct{ slug, from, heading, hint string }

var speakers = []speaker{
	{"forum", "forum", "The parent carer forum", "What families should know about this plan, in the forum’s words."},
	{"young-people", "young people", "Young people", "What young people want the board to know, in their words."},
	{"icb", "icb", "Integrated care board (ICB): health and care", "How health and care are provided, what waits there are, and what the designated officers do."},
	{"council", "council", "Council: alternative provision (AP)", "How alternative provision is commissioned and overseen."},
}

// voicesPage is what each says in own words.
type voicesPage struct {
	working
	Voices []voice
	Empty  *view.Empty
}

// voice is one of them: to be read, or to be written.
type voice struct {
	Heading, Text, On string
	Form              *view.Form
}

// voices shows the statements in own words.
func (p *Pages) voices(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.voicesWith(w, v, http.StatusOK, nil)
}

func (p *Pages) voicesWith(w http.ResponseWriter, v visit, status int, form *view.Form) error {
	page := voicesPage{working: p.working(v, "voices", "In own words")}
	page.Lede = "Printed as they are written, also where they disagree."
	if v.assessment() == nil {
		page.Empty = p.notBegun(v)
		return p.Views.Render(w, "board-voices", page)
	}
	for _, s := range speakers {
		had := voiceOrNew(v, s)
		one := voice{Heading: s.heading, Text: had.Text}
		if had.On != "" {
			one.On = dayText(had.On)
		}
		if _, ok := p.Desk.May(v.who, v.code, had); ok && page.Closed == "" {
			own := voiceForm(v, s)(had)
			if form != nil && form.ID == own.ID {
				own = *form
			}
			one.Form = &own
		}
		page.Voices = append(page.Voices, one)
	}
	return p.Views.RenderStatus(w, status, "board-voices", page)
}

func voiceOrNew(v visit, s speaker) *plan.Voice {
	fresh := &plan.Voice{Cycle: v.book.Cycle(), From: s.from}
	if had := v.book.Voices[fresh.Key()]; had != nil {
		copied := *had
		return &copied
	}
	return fresh
}

func voiceForm(v visit, s speaker) func(plan.Document) view.Form {
	return func(d plan.Document) view.Form {
		voice := d.(*plan.Voice)
		return view.Form{ID: "voice-" + s.slug, Action: boardHref(v.code, "voices/"+s.slug), Saves: true, Saved: savedAt(v, voice), Hidden: []view.Hidden{v.baseField(voice)},
			Fields: []view.Field{{Kind: view.LongField, Name: "text", Label: "In your own words", Value: voice.Text, Rows: 12, MaxLength: 3 * longText,
				Hint: s.hint + " Name no child."}}}
	}
}

// saveVoice saves a statement in own words. Nothing in it is changed.
func (p *Pages) saveVoice(w http.ResponseWriter, r *http.Request, v visit) error {
	for _, s := range speakers {
		if s.slug != mux.Vars(r)["from"] {
			continue
		}
		if v.assessment() == nil {
			return errNotBegun()
		}
		f, err := readForm(r)
		if err != nil {
			return err
		}
		voice := voiceOrNew(v, s)
		voice.Text, voice.On = f.text("text", 3*longText), p.Desk.Today()
		return p.keep(w, r, v, f, desk.Save{Document: voice, Base: f.base()}, editing{form: voiceForm(v, s), next: boardHref(v.code, "voices") + "#voice-" + s.slug,
			page: func(status int, form view.Form) error { return p.voicesWith(w, v, status, &form) }})
	}
	return web.NotFound("Nobody called %q speaks in own words here.", mux.Vars(r)["from"])
}
