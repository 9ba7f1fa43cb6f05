package board

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// stateSlug is a state in an address.
func stateSlug(s plan.State) string { return strings.ReplaceAll(string(s), " ", "-") }

func moves(v visit, a *plan.Assessment) (links []view.Link, withdraw *view.Link) {
	for _, to := range plan.Next(a.State) {
		link := view.Link{Text: moveWords(a.State, to), Href: boardHref(v.code, "publish/move/"+stateSlug(to))}
		if to == plan.Withdrawn {
			withdraw = &link
		} else {
			links = append(links, link)
		}
	}
	return links, withdraw
}

// moveWords say what a move does, on its button.
func moveWords(from, to plan.State) string {
	switch {
	case to == plan.Withdrawn:
		return "Withdraw it"
	case to == plan.Agreed:
		return "Agree it and freeze the version"
	case to == plan.Published:
		return "Publish it"
	case slices.Index(states, to) < slices.Index(states, from):
		return "Take it back to " + string(to)
	}
	return "Move it on to " + string(to)
}

// confirmPage asks once more before a state changes.
type confirmPage struct {
	planPage
	Said    []string
	Guards  []guardLine
	Missing string // why it cannot be done yet; empty where it can
	Form    view.Form
	Back    view.Link
}

func (p *Pages) confirm(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.confirmWith(w, r, v, http.StatusOK, nil)
}

// wanted is the state that an address moves to.
func wanted(r *http.Request, a *plan.Assessment) (plan.State, error) {
	if a != nil {
		for _, to := range plan.Next(a.State) {
			if stateSlug(to) == mux.Vars(r)["to"] {
				return to, nil
			}
		}
	}
	return "", web.NotFound("It cannot be moved there from where it stands now. Open the publish page again.")
}

func (p *Pages) confirmWith(w http.ResponseWriter, r *http.Request, v visit, status int, form *view.Form) error {
	a := v.assessment()
	to, err := wanted(r, a)
	if err != nil {
		return err
	}
	review, err := p.Desk.Review(r.Context(), v.code, a.Cycle)
	if err != nil {
		return err
	}
	page := confirmPage{planPage: p.planPage(v, "publish", moveWords(a.State, to)+"?", ""), Said: consequences(a, to), Back: view.Link{Text: "Not now", Href: boardHref(v.code, "publish")}}
	page.Parts = nil
	if back := slices.Index(states, to) >= 0 && slices.Index(states, to) < slices.Index(states, a.State); !back {
		for _, g := range plan.Guards(review, to) {
			page.Guards = append(page.Guards, guardLine{Met: g.Met, Text: g.Text, Href: boardHref(v.code, g.Where)})
			if !g.Met {
				page.Missing = "It cannot be done yet. Each thing that is missing leads to where it is done."
			}
		}
	}
	page.Form = moveForm(r, a.State, to)
	if form != nil {
		page.Form = *form
	}
	return p.Views.RenderStatus(w, status, "board-confirm", page)
}

func moveForm(r *http.Request, from, to plan.State) view.Form {
	form := view.Form{ID: "move", Action: r.URL.Path, Submit: "Yes: " + strings.ToLower(moveWords(from, to)[:1]) + moveWords(from, to)[1:]}
	if to == plan.Withdrawn {
		form.Fields = []view.Field{{Kind: view.LongField, Name: "reason", Label: "Why it is withdrawn", Hint: "The reason is published where the version stood.", Required: true}}
	}
	return form
}

// consequences say what a move does.
func consequences(a *plan.Assessment, to plan.State) []string {
	switch to {
	case plan.PartnerReview:
		return []string{"Each organisation that was asked reads the whole and says that it has responded. Scores can still be changed."}
	case plan.ForumResponse:
		return []string{fmt.Sprintf("The parent carer forum is asked today and has %d working days. Scores can still be changed.", forumWorkingDays)}
	case plan.Agreed:
		return []string{"A version is frozen: every score, text, sign-off and figure as it stands now. It never changes again.", "It is not public yet."}
	case plan.Published:
		return []string{fmt.Sprintf("Version %d becomes public: everybody can read it, with who signed and who disagreed, in their own words.", a.Version),
			"A version that was published before becomes superseded. It can still be read."}
	case plan.Withdrawn:
		return []string{"It is no longer shown. That there was one, and why it was withdrawn, stays public where it had been published.", "This cannot be taken back. The self-assessment of the same year can be begun again: what was written is still there."}
	}
	return []string{"It goes back by one step, to be changed."}
}

func (p *Pages) move(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	a := v.assessment()
	to, err := wanted(r, a)
	if err != nil {
		return err
	}
	err = p.Desk.Move(r.Context(), v.who, v.code, a.Cycle, to, f.words("reason"))
	var problems plan.Problems
	form := f.kept(moveForm(r, a.State, to))
	switch {
	case errors.As(err, &problems):
		form = form.WithProblems(problemsOf(problems))
		return p.confirmWith(w, r, v, http.StatusUnprocessableEntity, &form)
	case errors.Is(err, store.ErrNotKept):
		return p.unkept(w, r, err, func(why string) error {
			form.Unkept = why
			return p.confirmWith(w, r, v, http.StatusServiceUnavailable, &form)
		})
	}
	return p.done(w, r, v, "", err)
}
