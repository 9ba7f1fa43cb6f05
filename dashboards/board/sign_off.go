package board

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// signOffLine is one role that signs, what it said word for word, and the form of who may sign for it.
type signOffLine struct {
	ID, Role, Organisation string
	Signed                 bool
	Answer, Name, On, Text string
	Stale                  bool   // the text has changed since
	SHA256                 string // of the text that was signed
	Form                   *view.Form
}

// signedWords are the answers of a sign-off as a page shows them.
var signedWords = map[string]string{plan.Agree: "Agrees", plan.AgreeComments: "Agrees with comments", plan.Disagree: "Disagrees"}

// signOffs lists every role that signs. signing is the form of one of them with what is wrong with it.
func (p *Pages) signOffs(v visit, a *plan.Assessment, content string, signing *view.Form) (lines []signOffLine) {
	for _, role := range plan.SignOffRoles() {
		line := signOffLine{ID: anchorOf(role.ID), Role: role.Name, Organisation: plan.OrganisationName(role.Organisation)}
		s := signOffOrNew(v.book, a.Cycle, role.ID)
		if s.Answer != "" {
			line.Signed, line.Answer, line.Name, line.On, line.Text = true, signedWords[s.Answer], s.Name, dayText(s.On), s.Text
			line.SHA256, line.Stale = s.Text256, s.Text256 != content
		}
		if _, may := p.Desk.May(v.who, v.code, s); may && open(a.State) {
			form := signForm(v, s, content)
			if signing != nil && signing.ID == form.ID {
				form = *signing
			}
			line.Form = &form
		}
		lines = append(lines, line)
	}
	return lines
}

// signedText is the fingerprint of what is signed: of the text as it stands and, once it is frozen, of the version, which the plan that
// goes on changing does not touch.
func (p *Pages) signedText(r *http.Request, v visit, a *plan.Assessment) (content string, version int, err error) {
	if open(a.State) || a.Version == 0 {
		return plan.Content256(v.book, a.Cycle), 0, nil
	}
	_, frozen, err := p.Desk.Version(r.Context(), v.code, a.Version)
	if err != nil {
		return "", 0, err
	}
	return plan.Content256(frozen.Book, a.Cycle), a.Version, nil
}

// anchorOf is a role as a link leads to it, without blanks.
func anchorOf(role string) string { return "sign-" + stateSlug(plan.State(role)) }

func signOffOrNew(b *plan.Book, cycle, role string) *plan.SignOff {
	s := &plan.SignOff{Cycle: cycle, Role: role}
	if had := b.SignOffs[s.Key()]; had != nil {
		return had
	}
	return s
}

func signForm(v visit, s *plan.SignOff, content string) view.Form {
	return view.Form{ID: anchorOf(s.Role) + "-form", Action: boardHref(v.code, "publish/sign-offs/"+s.Role), Submit: "Sign",
		Hidden: []view.Hidden{v.baseField(s), {Name: "text_sha256", Value: content}},
		Fields: []view.Field{
			{Kind: view.TextField, Name: "name", Label: "Name of who signs", Value: s.Name, Required: true, MaxLength: shortText, Complete: "name"},
			{Kind: view.ChoiceField, Name: "answer", Label: "Answer", Value: s.Answer, Options: []view.Option{{Value: plan.Agree, Text: "We agree"},
				{Value: plan.AgreeComments, Text: "We agree, with comments"}, {Value: plan.Disagree, Text: "We disagree", Hint: "This counts as an answer and is published."}}},
			{Kind: view.LongField, Name: "text", Label: "In your own words", Hint: "Printed as you write it, unedited. Needed with comments and where you disagree.", Value: s.Text},
		},
		Note: "You sign the text as it stood when this page was opened. If it changes afterwards, your signature is asked for again."}
}

// sign saves what one role answers to the text.
func (p *Pages) sign(w http.ResponseWriter, r *http.Request, v visit) error {
	a, id := v.assessment(), mux.Vars(r)["role"]
	if a == nil {
		return errNotBegun()
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	s := &plan.SignOff{Cycle: a.Cycle, Role: id, Name: f.word("name"), Answer: f.word("answer"), Text: f.words("text"), On: p.Desk.Today(), Text256: f.word("text_sha256")}
	content := plan.Content256(v.book, a.Cycle)
	return p.keep(w, r, v, f, desk.Save{Document: s, Base: f.base()}, editing{
		form: func(d plan.Document) view.Form { return signForm(v, d.(*plan.SignOff), content) },
		page: func(status int, form view.Form) error { return p.publishWith(w, r, v, status, nil, &form) },
		next: boardHref(v.code, "publish") + "#" + anchorOf(id),
	})
}

// versionsPage lists the versions of a partnership.
type versionsPage struct {
	planPage
	Table view.Table
	Empty *view.Empty
}

func (p *Pages) versions(w http.ResponseWriter, r *http.Request, v visit) error {
	lines, err := p.Desk.Versions(r.Context(), v.code)
	if err != nil {
		return err
	}
	page := versionsPage{planPage: p.planPage(v, "versions", "Versions", "Each is an exact copy of what was agreed, with the figures of its day. A version never changes.")}
	page.Parts = nil
	if len(lines) == 0 {
		page.Empty = &view.Empty{Heading: "No version yet", Text: "A version is frozen when the self-assessment and the plan are agreed. It becomes public when it is published.",
			Links: []view.Link{{Text: "What is missing", Href: boardHref(v.code, "publish")}}}
	}
	page.Table = view.Table{Caption: "Versions, newest first", CaptionHidden: true,
		Columns: []view.Column{{Label: "Version"}, {Label: "Self-assessment of"}, {Label: "Frozen"}, {Label: "State"}, {Label: "Fingerprint", Note: "SHA-256 of its text"}}}
	for _, l := range lines {
		name := view.Cell{Text: "Version " + strconv.Itoa(l.Number), Detail: "not public"}
		if l.Public() {
			name.Href, name.Detail = "/areas/"+v.code+"/plan/versions/"+strconv.Itoa(l.Number), "public page"
		}
		page.Table.Rows = append(page.Table.Rows, view.Row{Cells: []view.Cell{name, view.Text(l.Cycle), view.Text(clock(l.At)),
			{Text: view.UpperFirst(string(l.State)), Detail: l.Reason}, {Text: l.SHA256[:12] + " …"}}})
	}
	return p.Views.Render(w, "board-versions", page)
}
