package board

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) disagreementRoutes() []Route {
	path := "/board/{code}/disagreements"
	return []Route{
		{Method: http.MethodGet, Path: path, Right: account.SeeShared, handle: p.shared(p.disagreements)},
		{Method: http.MethodPost, Path: path + "/{item}/{rule}/answer", Right: account.Answer, handle: p.answerFlag},
		{Method: http.MethodPost, Path: path + "/{item}/{rule}/reply", Right: account.Reply, handle: p.replyToFlag},
	}
}

// flagged is a disagreement as a page shows it, with the forms of whoever may answer.
type flagged struct {
	Open                        string // where the forms are, when they are not here
	ID                          string // anchor
	Rule, Label, Prompt, Detail string
	Item                        view.Link
	Needs                       bool // the board must answer before publication
	Answer                      string
	AnswerText                  string // as written
	AnswerFacts                 []string
	Reply                       string // of the forum, as written
	ReplyOn                     string
	AnswerForm, ReplyForm       *view.Form
}

// flagged makes a disagreement ready to be shown. from is the page that its forms come back to; without forms it says where they are.
func (p *Pages) flagged(v visit, r plan.Review, f plan.Flag, from string, forms bool) flagged {
	one := flagged{ID: flagID(f), Rule: f.Rule, Label: f.Label, Prompt: f.Prompt, Detail: view.UpperFirst(f.Detail), Needs: f.Needs, Item: flagItem(v.code, r.Framework, f.Item)}
	if a := f.Response; a != nil {
		one.Answer, one.AnswerText = answerWords[a.Answer], a.Text
		one.AnswerFacts = evidenceTexts(r.Book, a.Evidence)
		if a.Owner != "" {
			one.AnswerFacts = append(one.AnswerFacts, "Owner: "+a.Owner)
		}
		if a.Due != "" {
			one.AnswerFacts = append(one.AnswerFacts, "By "+dayText(a.Due))
		}
		one.AnswerFacts = append(one.AnswerFacts, "Answered on "+dayText(a.On))
	}
	if f.Reply != nil {
		one.Reply, one.ReplyOn = f.Reply.Text, dayText(f.Reply.On)
	}
	if !open(r.Assessment.State) {
		return one
	}
	mayAnswer, mayReply := v.who.May(account.Answer, v.code, ""), f.Response != nil && v.who.May(account.Reply, v.code, "")
	if !forms && (mayAnswer || mayReply) {
		one.Open = from + "?open=" + one.ID + "#" + one.ID
		return one
	}
	if mayAnswer {
		form := answerForm(v, r, f, from)(answerOrNew(r, f))
		one.AnswerForm = &form
	}
	if mayReply {
		form := replyForm(v, f, from)(replyOrNew(r, f))
		one.ReplyForm = &form
	}
	return one
}

var answerWords = map[string]string{plan.Accept: "Accepted", plan.Explain: "Explained", plan.Investigate: "To be investigated"}

// acceptHint says what accepting means: the score changes, or the strength or priority is taken as one.
func acceptHint(f plan.Flag) string {
	switch {
	case f.Disagrees():
		return "The score changes. Change it on the statement."
	case f.Rule == plan.SharedPriority:
		return "It is a priority. Say which action, owner and money."
	}
	return "It is a strength. Say how it is kept and shared, and who is left out."
}

func flagID(f plan.Flag) string { return strings.ReplaceAll(f.Item, ".", "-") + "-" + f.Rule }

// flagItem is the statement or theme that a disagreement is about.
func flagItem(code string, f *plan.Framework, item string) view.Link {
	if s, ok := f.Statement(item); ok {
		return view.Link{Text: s.ID + " " + s.Short, Href: statementHref(code, s.ID)}
	}
	t, _ := f.Theme(item)
	return view.Link{Text: item + " " + t.Title, Href: boardHref(code, "perspectives#"+item)}
}

func answerOrNew(r plan.Review, f plan.Flag) *plan.Response {
	if f.Response != nil {
		copied := *f.Response
		return &copied
	}
	return &plan.Response{Cycle: r.Cycle, Item: f.Item, Rule: f.Rule}
}

func replyOrNew(r plan.Review, f plan.Flag) *plan.Reply {
	if f.Reply != nil {
		copied := *f.Reply
		return &copied
	}
	return &plan.Reply{Cycle: r.Cycle, Item: f.Item, Rule: f.Rule}
}

func flagHref(code string, f plan.Flag, doing string) string {
	return boardHref(code, "disagreements/"+f.Item+"/"+f.Rule+"/"+doing)
}

// answerForm is the board's answer to a disagreement.
func answerForm(v visit, r plan.Review, f plan.Flag, from string) func(plan.Document) view.Form {
	return func(d plan.Document) view.Form {
		a := d.(*plan.Response)
		return view.Form{ID: "answer-" + flagID(f), Action: flagHref(v.code, f, "answer"), Heading: "The board’s answer", Saved: savedAt(v, a),
			Hidden: []view.Hidden{v.baseField(a), {Name: "from", Value: from}},
			Fields: []view.Field{
				{Kind: view.ChoiceField, Name: "answer", Label: "What the board does", Value: a.Answer, Options: []view.Option{
					{Value: plan.Accept, Text: "Accept", Hint: acceptHint(f)},
					{Value: plan.Explain, Text: "Explain", Hint: "At least 30 words, and evidence."},
					{Value: plan.Investigate, Text: "Investigate", Hint: "An owner, and a day within 90 days."}}},
				{Kind: view.LongField, Name: "text", Label: "In the board’s words", Value: a.Text, MaxLength: longText},
				evidenceField("evidence", "Evidence", r.Book, a.Item, a.Evidence),
				{Kind: view.TextField, Name: "owner", Label: "Owner", Value: a.Owner, MaxLength: shortText, Hint: "Role and organisation."},
				{Kind: view.DateField, Name: "due", Label: "By", Value: string(a.Due)},
			}}
	}
}

// replyForm is what the forum says to the board's answer.
func replyForm(v visit, f plan.Flag, from string) func(plan.Document) view.Form {
	return func(d plan.Document) view.Form {
		reply := d.(*plan.Reply)
		return view.Form{ID: "reply-" + flagID(f), Action: flagHref(v.code, f, "reply"), Heading: "The forum’s reply", Saved: savedAt(v, reply),
			Hidden: []view.Hidden{v.baseField(reply), {Name: "from", Value: from}},
			Fields: []view.Field{{Kind: view.LongField, Name: "text", Label: "In the forum’s words", Value: reply.Text, MaxLength: longText,
				Hint: "It is published as it is, also where it disagrees."}}}
	}
}

// disagreementsPage is every disagreement of the assessment.
type disagreementsPage struct {
	working
	Filters []view.Link
	Flags   []flagged
	Empty   *view.Empty
	Nothing string
}

// flagFilters are what the list of disagreements can show.
var flagFilters = []struct {
	value, text string
	shows       func(plan.Flag) bool
}{
	{"", "All", func(plan.Flag) bool { return true }},
	{"unanswered", "Not yet answered", func(f plan.Flag) bool { return !f.Answered() }},
	{"answered", "Answered", func(f plan.Flag) bool { return f.Response != nil }},
	{"unreplied", "Answered, without a reply from the forum", func(f plan.Flag) bool { return f.Response != nil && f.Reply == nil }},
}

// disagreements lists every disagreement, those without an answer first.
func (p *Pages) disagreements(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.disagreementsWith(w, r, v, http.StatusOK, nil)
}

func (p *Pages) disagreementsWith(w http.ResponseWriter, r *http.Request, v visit, status int, form *view.Form) error {
	page := disagreementsPage{working: p.working(v, "disagreements", "Disagreements")}
	page.Lede = "Where two views lie apart. They stay apart: each needs an answer, not a compromise."
	if v.assessment() == nil {
		page.Empty = p.notBegun(v)
		return p.Views.Render(w, "board-disagreements", page)
	}
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return err
	}
	show := r.URL.Query().Get("show")
	if form != nil {
		show = ""
	}
	shows := flagFilters[0].shows
	for _, filter := range flagFilters {
		n := 0
		for _, f := range review.Flags {
			if filter.shows(f) {
				n++
			}
		}
		query := url.Values{}
		if filter.value != "" {
			query.Set("show", filter.value)
		}
		if filter.value == show {
			shows = filter.shows
		}
		page.Filters = append(page.Filters, view.Link{Text: filter.text, Note: view.Count(float64(n)), Href: hrefWith(boardHref(v.code, "disagreements"), query), Current: filter.value == show})
	}
	for _, f := range unansweredFirst(review.Flags) {
		if shows(f) {
			id := flagID(f)
			opened := id == r.URL.Query().Get("open") || form != nil && (form.ID == "answer-"+id || form.ID == "reply-"+id)
			one := p.flagged(v, review, f, boardHref(v.code, "disagreements"), opened)
			page.Flags = append(page.Flags, withForm(one, form))
		}
	}
	if len(page.Flags) == 0 {
		page.Nothing = "No disagreement is like that at the moment."
	}
	return p.Views.RenderStatus(w, status, "board-disagreements", page)
}

func unansweredFirst(flags []plan.Flag) []plan.Flag {
	sorted := slices.Clone(flags)
	slices.SortStableFunc(sorted, func(a, b plan.Flag) int {
		switch {
		case a.Answered() == b.Answered():
			return 0
		case b.Answered():
			return -1
		}
		return 1
	})
	return sorted
}

// withForm is a disagreement with one of its forms as given.
func withForm(one flagged, form *view.Form) flagged {
	if form == nil {
		return one
	}
	if one.AnswerForm != nil && one.AnswerForm.ID == form.ID {
		one.AnswerForm = form
	}
	if one.ReplyForm != nil && one.ReplyForm.ID == form.ID {
		one.ReplyForm = form
	}
	return one
}

// flagAsked finds the disagreement that the address names.
func (p *Pages) flagAsked(r *http.Request, v visit) (plan.Review, plan.Flag, error) {
	if v.assessment() == nil {
		return plan.Review{}, plan.Flag{}, errNotBegun()
	}
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return review, plan.Flag{}, err
	}
	item, rule := mux.Vars(r)["item"], mux.Vars(r)["rule"]
	for _, f := range review.Flags {
		if f.Item == item && f.Rule == rule {
			return review, f, nil
		}
	}
	return review, plan.Flag{}, web.NotFound("There is no such disagreement any more: the views may have come together since.")
}

// back is where a form of a disagreement goes when it is saved: the page it stood on.
func back(f *posted, v visit, flag plan.Flag) string {
	if page := statementHref(v.code, flag.Item); f.values.Get("from") == page {
		return page + "#" + flagID(flag)
	}
	return boardHref(v.code, "disagreements") + "#" + flagID(flag)
}

// answerFlag saves the board's answer.
func (p *Pages) answerFlag(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.keepOfFlag(w, r, v, func(f *posted, review plan.Review, flag plan.Flag) (plan.Document, formOf) {
		a := answerOrNew(review, flag)
		a.Answer, a.Text, a.Evidence, a.Owner, a.Due, a.On = f.word("answer"), f.words("text"), f.list("evidence"), f.word("owner"), f.day("due"), p.Desk.Today()
		return a, answerForm(v, review, flag, f.values.Get("from"))
	})
}

// replyToFlag saves the forum's reply.
func (p *Pages) replyToFlag(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.keepOfFlag(w, r, v, func(f *posted, review plan.Review, flag plan.Flag) (plan.Document, formOf) {
		reply := replyOrNew(review, flag)
		reply.Text, reply.On = f.words("text"), p.Desk.Today()
		return reply, replyForm(v, flag, f.values.Get("from"))
	})
}

// formOf is the form of a document as it was sent, or as it stands.
type formOf = func(plan.Document) view.Form

// keepOfFlag saves what read makes of a form about a disagreement.
func (p *Pages) keepOfFlag(w http.ResponseWriter, r *http.Request, v visit, read func(*posted, plan.Review, plan.Flag) (plan.Document, formOf)) error {
	review, flag, err := p.flagAsked(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	d, form := read(f, review, flag)
	return p.keep(w, r, v, f, desk.Save{Document: d, Base: f.base()}, editing{form: form, next: back(f, v, flag),
		page: func(status int, form view.Form) error { return p.disagreementsWith(w, r, v, status, &form) }})
}
