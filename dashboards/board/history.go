package board

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) historyRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/history", Right: account.SeeCautions, handle: p.history},
		{Method: http.MethodGet, Path: "/board/{code}/history/{kind}", Right: account.SeeCautions, handle: p.past},
		{Method: http.MethodGet, Path: "/board/{code}/cautions", Right: account.SeeCautions, handle: p.cautions},
		{Method: http.MethodPost, Path: "/board/{code}/cautions", Right: account.WritePlan, handle: p.moderate},
	}
}

// linesOfHistory is how many lines one page of the history has.
const linesOfHistory = 50

// historyPage is every save of a partnership, newest first.
type historyPage struct {
	planPage
	Table    view.Table
	Older    *view.Link
	Newest   *view.Link
	Cautions view.Link
}

// kindNames are documents as people call them.
var kindNames = map[plan.Kind]string{plan.KindProfile: "The partnership", plan.KindAssessment: "Self-assessment", plan.KindScore: "Score", plan.KindSurvey: "Survey totals",
	plan.KindEvidence: "Evidence", plan.KindResponse: "The board’s answer", plan.KindReply: "The forum’s reply", plan.KindSection: "Section", plan.KindPriority: "Priority",
	plan.KindAction: "Action", plan.KindUpdate: "Update", plan.KindDecision: "Decision", plan.KindChallenge: "Challenge", plan.KindRisk: "Risk", plan.KindChange: "What changed",
	plan.KindFinding: "Inspection finding", plan.KindSignOff: "Sign-off", plan.KindVoice: "Own words", plan.KindLocal: "Local measure", plan.KindReturn: "Quarterly return",
	plan.KindModeration: "Moderation"}

func kindName(kind plan.Kind) string {
	if name, ok := kindNames[kind]; ok {
		return name
	}
	return view.UpperFirst(string(kind))
}

func (p *Pages) history(w http.ResponseWriter, r *http.Request, v visit) error {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if r.URL.Query().Has("before") && (err != nil || before < 1) {
		return web.BadRequest("“before” is the number of a line of the history, such as 120.")
	}
	entries, err := p.Desk.Audit(r.Context(), v.code, before, linesOfHistory+1)
	if err != nil {
		return err
	}
	page := historyPage{planPage: p.planPage(v, "history", "History", "Every save, newest first. The lines are chained: none can be changed or taken out unseen."),
		Cautions: view.Link{Text: "Cautions and moderation", Href: boardHref(v.code, "cautions")}}
	page.Parts = nil
	page.Table = view.Table{Caption: "Saves, newest first", CaptionHidden: true,
		Columns: []view.Column{{Label: "Line", Numeric: true}, {Label: "When"}, {Label: "By"}, {Label: "What"}, {Label: "How"}}}
	for i, e := range entries {
		if i == linesOfHistory {
			page.Older = &view.Link{Text: "Older", Href: fmt.Sprintf("%s?before=%d", boardHref(v.code, "history"), entries[i-1].Seq)}
			break
		}
		page.Table.Rows = append(page.Table.Rows, historyRow(v, e))
	}
	if before > 0 {
		page.Newest = &view.Link{Text: "Newest", Href: boardHref(v.code, "history")}
	}
	return p.Views.Render(w, "board-history", page)
}

func historyRow(v visit, e plan.Entry) view.Row {
	what := view.Cell{Text: strings.TrimSpace(kindName(e.Kind) + " " + strings.ReplaceAll(e.Key, "/", " · "))}
	if !e.Kind.Noted() {
		what.Href = pastHref(v.code, e)
	}
	how := fmt.Sprintf("changed, revision %d", e.Revision)
	switch {
	case e.Kind.Noted():
		how = "noted"
	case e.Body == "":
		how = "taken out"
	case e.Revision == 1:
		how = "written for the first time"
	}
	return view.Row{Cells: []view.Cell{view.Text(strconv.FormatInt(e.Seq, 10)), view.Text(clock(e.At)), {Text: plan.OrganisationName(e.Organisation), Detail: "account " + e.Account}, what, view.Text(how)}}
}

// pastHref leads to what one save changed.
func pastHref(code string, e plan.Entry) string {
	return fmt.Sprintf("%s#revision-%d", historyHref(code, e.Kind, e.Key), e.Revision)
}

// pastPage is what each save of one document changed, newest first.
type pastPage struct {
	planPage
	Saves []pastSave
}

// pastSave is one save of a document: who, when, and each field before and after.
type pastSave struct {
	ID, Title, Said string
	Changes         []fieldChange
}

// fieldChange is a field before and after. Either is empty where there was nothing.
type fieldChange struct{ Name, Before, After string }

func (p *Pages) past(w http.ResponseWriter, r *http.Request, v visit) error {
	kind, key := plan.Kind(strings.ToValidUTF8(mux.Vars(r)["kind"], "")), strings.ToValidUTF8(r.URL.Query().Get("key"), "")
	entries, err := p.Desk.History(r.Context(), v.code, kind, key)
	if err != nil {
		return err
	}
	if len(entries) == 0 || kind.Noted() {
		return web.NotFound("Nothing was ever saved there. The history lists what was.")
	}
	page := pastPage{planPage: p.planPage(v, "history", strings.TrimSpace(kindName(kind)+" "+strings.ReplaceAll(key, "/", " · "))+": what it said before", "")}
	page.Parts = nil
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "History", Href: boardHref(v.code, "history")})
	labels, before := p.labels(v, kind), map[string]string{}
	for _, e := range entries {
		after, err := leaves(e.Body)
		if err != nil {
			return err
		}
		save := pastSave{ID: fmt.Sprintf("revision-%d", e.Revision), Title: fmt.Sprintf("Revision %d", e.Revision),
			Said: "Saved " + clock(e.At) + ", by: " + plan.OrganisationName(e.Organisation)}
		if e.Body == "" {
			save.Said = "Taken out " + clock(e.At) + ", by: " + plan.OrganisationName(e.Organisation)
		}
		save.Changes = changesOf(labels, before, after)
		page.Saves, before = append(page.Saves, save), after
	}
	slices.Reverse(page.Saves)
	return p.Views.Render(w, "board-past", page)
}

// changesOf are the fields that differ, in the order of their names.
func changesOf(labels, before, after map[string]string) (changes []fieldChange) {
	names := slices.Collect(maps.Keys(before))
	for name := range after {
		if _, ok := before[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if before[name] != after[name] {
			changes = append(changes, fieldChange{labelOfPath(labels, name), readable(before[name]), readable(after[name])})
		}
	}
	return changes
}

// readable is what a field holds, with days as people write them.
func readable(text string) string {
	if d := plan.Day(text); d.Valid() {
		return dayText(d)
	}
	return text
}

// leaves are a document's fields by their paths: "milestones.0.planned". One that was taken out has none.
func leaves(body string) (map[string]string, error) {
	all := map[string]string{}
	if body == "" {
		return all, nil
	}
	var tree any
	from := json.NewDecoder(strings.NewReader(body))
	from.UseNumber()
	if err := from.Decode(&tree); err != nil {
		return nil, fmt.Errorf("reading a document of the history: %w", err)
	}
	collect(tree, "", all)
	return all, nil
}

func collect(tree any, path string, into map[string]string) {
	under := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	switch node := tree.(type) {
	case map[string]any:
		for name, child := range node {
			collect(child, under(name), into)
		}
	case []any:
		for i, child := range node {
			collect(child, under(strconv.Itoa(i)), into)
		}
	case bool:
		if node {
			into[path] = "yes"
		}
	case nil:
	default:
		if text := fmt.Sprint(node); text != "" {
			into[path] = text
		}
	}
}

// labels are the fields' words, as the forms of a kind of document have them.
func (p *Pages) labels(v visit, kind plan.Kind) map[string]string {
	labels := map[string]string{}
	for _, reg := range append(registers(), actions(), theProfile()) {
		if reg.Kind != kind {
			continue
		}
		for _, f := range reg.Fields(p, v) {
			labels[f.Name] = f.Label
		}
		for _, l := range reg.Lists {
			for _, f := range l.Row {
				labels[l.Name+"."+f.Name] = f.Label
			}
		}
	}
	if kind == plan.KindSection {
		for _, m := range plan.Sections() {
			for _, part := range m.Parts {
				labels["parts."+part.ID] = part.Title
			}
		}
	}
	return labels
}

// labelOfPath is a field's words: its form's, or its own name with blanks. Places in lists are counted from 1.
func labelOfPath(labels map[string]string, path string) string {
	if label, ok := labels[path]; ok {
		return label
	}
	list, rest, inner := strings.Cut(path, ".")
	place, field, _ := strings.Cut(rest, ".")
	if i, err := strconv.Atoi(place); inner && err == nil {
		if label, ok := labels[list+"."+field]; ok {
			return fmt.Sprintf("%s %d: %s", view.UpperFirst(strings.TrimSuffix(list, "s")), i+1, strings.ToLower(label[:1])+label[1:])
		}
		return strings.TrimSpace(fmt.Sprintf("%s %d %s", view.UpperFirst(list), i+1, strings.ReplaceAll(field, "_", " ")))
	}
	return view.UpperFirst(strings.NewReplacer("_", " ", ".", ": ").Replace(path))
}

// historyHref is where every text of a document can be read.
func historyHref(code string, kind plan.Kind, key string) string {
	return boardHref(code, "history/"+string(kind)) + "?key=" + url.QueryEscape(key)
}
