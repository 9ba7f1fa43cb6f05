package board

import (
	"errors"
	"io"
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/returns"
	"inclusion/internal/web"
)

// Returns is what the pages of a partnership's own SEN2 return need. Where a part is missing, its page says that it is not set up.
type Returns struct {
	Kept  returns.Keeper
	Taker returns.Taker
	Small int // the largest count that is held back from everybody but the data officer; 5 when 0
	// Guard holds small numbers of tables back, and what would give them away.
	Guard func(tables []returns.Table) []returns.Table
	// Report writes where a return is wrong, as "csv" or "xlsx".
	Report func(w io.Writer, format string, taken returns.Taken) error
	// Printed writes tables as a ZIP of files in the published layout.
	Printed func(w io.Writer, r returns.Return, tables []returns.Table) error
}

// small is the largest count that is held back.
func (r Returns) small() int {
	if r.Small > 0 {
		return r.Small
	}
	return 5
}

func (p *Pages) sen2Routes() []Route {
	const one = "/board/{code}/return/{id}"
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/return", Right: account.SeeReturn, handle: p.sen2Home},
		{Method: http.MethodPost, Path: "/board/{code}/return", Right: account.TakeReturn, MaxBody: maxSEN2, handle: p.takeSEN2},
		{Method: http.MethodGet, Path: one, Right: account.SeeReturn, handle: p.ofReturn(p.sen2Beside)},
		{Method: http.MethodGet, Path: one + "/findings", Right: account.SeeWholeReturn, handle: p.ofReturn(p.sen2Findings)},
		{Method: http.MethodPost, Path: one + "/places", Right: account.SeeWholeReturn, handle: p.ofReturn(p.sen2Places)},
		{Method: http.MethodGet, Path: one + "/counts", Right: account.SeeReturn, handle: p.ofReturn(p.sen2Counts)},
		{Method: http.MethodGet, Path: one + "/counts.zip", Right: account.SeeReturn, handle: p.ofReturn(p.sen2File)},
		{Method: http.MethodGet, Path: one + "/now", Right: account.SeeReturn, handle: p.ofReturn(p.sen2Now)},
		{Method: http.MethodGet, Path: one + "/withdraw", Right: account.TakeReturn, handle: p.ofReturn(p.sen2AskWithdraw)},
		{Method: http.MethodPost, Path: one + "/withdraw", Right: account.TakeReturn, handle: p.ofReturn(p.sen2Withdraw)},
	}
}

// sen2Handler answers for one return.
type sen2Handler func(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error

// ofReturn finds the return that an address names.
func (p *Pages) ofReturn(next sen2Handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v visit) error {
		if p.Returns.Kept == nil {
			return notSetUp()
		}
		one, err := p.opens(r.Context(), v, mux.Vars(r)["id"])
		if errors.Is(err, returns.ErrNoReturn) {
			return web.NotFound("This partnership has no such return. It may have been withdrawn, or a newer one of the same year stands in its place.")
		}
		if err != nil {
			return err
		}
		return next(w, r, v, one)
	}
}

func notSetUp() error {
	return web.Unavailable("Taking SEN2 returns is not set up on this server. Whoever runs it can set it up.")
}

// whole says that the visitor sees a return with its small numbers.
func (v visit) whole() bool { return v.who.May(account.SeeWholeReturn, v.code, "") }

// sen2Page is what every page of one return shows around its own.
type sen2Page struct {
	working
	Parts []view.Link // the pages of this return
	Mark  string
	Held  string // what is held back from the visitor; empty where nothing is
	Lacks string // what was not checked and counted, and how it can be; empty where everything was
	Saved string
}

// sen2Path is the address of a page of one return.
func sen2Path(code, id, page string) string {
	if page == "" {
		return boardHref(code, "return/"+id)
	}
	return boardHref(code, "return/"+id+"/"+page)
}

func (p *Pages) sen2Page(v visit, one returns.Return, current, title string) sen2Page {
	page := sen2Page{working: p.working(v, "return", title), Mark: view.UpperFirst(ownMark(one)) + "."}
	page.Closed = ""
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "SEN2 return", Href: boardHref(v.code, "return")})
	page.RunningHead = v.name + " · " + ownMark(one)
	if !v.whole() {
		page.Held = heldBack(p.Returns.small())
	}
	if !one.Register && current != "now" {
		page.Lacks = withoutRegister(v.whole())
	}
	for _, part := range []struct {
		text, path string
		right      account.Right
	}{
		{"Beside published figures", "", account.SeeReturn},
		{"What to put right", "findings", account.SeeWholeReturn},
		{"Counts", "counts", account.SeeReturn},
		{"The year so far", "now", account.SeeReturn},
		{"Withdraw it", "withdraw", account.TakeReturn},
	} {
		if v.who.May(part.right, v.code, "") {
			page.Parts = append(page.Parts, view.Link{Text: part.text, Href: sen2Path(v.code, one.ID, part.path), Current: part.path == current})
		}
	}
	return page
}

// ownMark stands beside every figure of a return.
func ownMark(one returns.Return) string {
	if one.InYear() {
		return "own return, not published, as at " + dayWords(one.AsAt) + ", year not over"
	}
	return "own return, not published, census of " + dayWords(one.ReferenceDate)
}

// sen2Name is what a return is called in lists.
func sen2Name(one returns.Return) string {
	if one.InYear() {
		return "Year so far, as at " + dayWords(one.AsAt)
	}
	return "Census of " + dayWords(one.ReferenceDate)
}

func heldBack(small int) string {
	return "Counts of 1 to " + view.Count(float64(small)) + " are held back, and others that would give them away. Only the data officer sees all of them."
}

// withoutRegister says what is missing from a return that was read without the register of establishments, and to the data officer how to
// have it.
func withoutRegister(whole bool) string {
	const missing = "Kinds of school are not counted here: the national register of schools (Get Information about Schools) was not at hand when the return was read."
	if !whole {
		return missing
	}
	checks := 0
	for _, r := range returns.Rules() {
		if r.Checked() && r.Needs == "establishments" {
			checks++
		}
	}
	return missing + " " + view.Counted(checks, "check that needs", "checks that need") + " it were passed over. " +
		"Whoever runs this server can put the register's full CSV file at sen2/establishments.csv in the data folder and start it again; then send the return once more."
}

// dayWords writes a day as it stands in a return: 15 January 2026.
func dayWords(day string) string { return dayText(plan.Day(day)) }

// sentence ends words with a full stop.
func sentence(words string) string { return view.UpperFirst(words) + "." }
