package board

import (
	"errors"
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/returns"
	"inclusion/internal/web"
)

// sen2AskWithdraw asks once more before a return is withdrawn.
func (p *Pages) sen2AskWithdraw(w http.ResponseWriter, _ *http.Request, v visit, one returns.Return) error {
	page := confirmPage{planPage: p.planPage(v, "return", "Withdraw this return?", ""), Back: view.Link{Text: "Not now", Href: sen2Path(v.code, one.ID, "")},
		Said: []string{sen2Name(one) + ", taken " + clock(one.TakenAt) + ".",
			"Its counts, shares and findings are erased. Nobody sees them any more, and they cannot be brought back.",
			"That it was here, who sent it and withdrew it, when, and the file's SHA-256 stay noted.",
			"The same file can be sent again."},
		Form: view.Form{ID: "withdraw", Action: sen2Path(v.code, one.ID, "withdraw"), Submit: "Yes: withdraw it and erase its counts"}}
	page.Parts = nil
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "SEN2 return", Href: boardHref(v.code, "return")}, view.Link{Text: sen2Name(one), Href: sen2Path(v.code, one.ID, "")})
	return p.Views.Render(w, "board-confirm", page)
}

func (p *Pages) sen2Withdraw(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error {
	err := p.Returns.Kept.Withdraw(r.Context(), v.code, one.ID, v.who.ID, p.Now())
	if errors.Is(err, returns.ErrNoReturn) {
		return web.NotFound("It has been withdrawn already.")
	}
	if err != nil {
		return err
	}
	p.lists.drop(v.code, one.ID)
	http.Redirect(w, r, boardHref(v.code, "return")+"?done=withdrawn", http.StatusSeeOther)
	return nil
}
