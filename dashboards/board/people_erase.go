package board

import (
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
)

// eraseForm forgets whose an ended account was.
func eraseForm(a account.Account) view.Form {
	return view.Form{ID: "erase-" + a.ID, Action: peopleHref("", a.ID, "erase"), Submit: "Erase the name and the e-mail address", Quiet: true,
		Note: "The list then says “" + account.FormerMember + "”. What the person wrote stays, under the number of the account. This cannot be undone."}
}

func (p *Pages) erase(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := asPage(p.Accounts.Erase(r.Context(), v.who, mux.Vars(r)["id"])); err != nil {
		return err
	}
	return p.peopleDone(w, r, v, "erased")
}
