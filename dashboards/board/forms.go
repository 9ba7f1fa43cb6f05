package board

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// Lengths that fields take, in characters.
const (
	shortText = 200
	longText  = 6000
)

// posted is what a form sent, read into the terms of documents. What cannot be read is noted as a problem of its field.
type posted struct {
	values   url.Values
	problems plan.Problems
}

// readForm reads what a form sent; a form with files is read as far as its words.
func readForm(r *http.Request) (*posted, error) {
	err := r.ParseForm() // on its own: ParseMultipartForm forgets what this says of a form without files
	if err == nil {
		err = r.ParseMultipartForm(1 << 20)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, err
		}
		return nil, web.BadRequest("What was sent is no form. Open the page again and fill it in there.").BecauseOf(err)
	}
	return &posted{values: r.PostForm}, nil
}

// has says that the form sent the field, be it empty.
func (f *posted) has(name string) bool { return f.values.Has(name) }

// word is a field of one line, without the blanks around it.
func (f *posted) word(name string) string {
	return f.within(name, strings.Join(strings.Fields(visible(f.values.Get(name))), " "), shortText)
}

// words is a field of several lines, its lines ended alike.
func (f *posted) words(name string) string { return f.text(name, longText) }

// text is words of so many characters at most.
func (f *posted) text(name string, most int) string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(f.values.Get(name))
	return f.within(name, strings.TrimSpace(visible(text)), most)
}

// visible is a text without what nobody can see in it, as it comes along when text is pasted.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if plan.Hidden(r) {
			return -1
		}
		return r
	}, text)
}

func (f *posted) within(name, text string, most int) string {
	if n := len([]rune(text)); n > most {
		f.problems.Add(name, "This is %s characters long. Shorten it to %s.", view.Count(float64(n)), view.Count(float64(most)))
	}
	return text
}

// day is a date as the browser sends it, 2026-03-31; empty where none was given.
func (f *posted) day(name string) plan.Day {
	d := plan.Day(strings.TrimSpace(f.values.Get(name)))
	if d != "" && !d.Valid() {
		f.problems.Add(name, "Write the date as year, month and day: 2026-03-31.")
	}
	return d
}

// level is 1 to 4, or 0 for not yet assessed.
func (f *posted) level(name string) plan.Level {
	text := f.values.Get(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 4 {
		f.problems.Add(name, "Choose one of the levels 1 to 4, or not yet assessed.")
		return 0
	}
	return plan.Level(n)
}

// count is a whole number of 0 or more; 0 where the field is empty.
func (f *posted) count(name string) int {
	text := strings.ReplaceAll(strings.TrimSpace(f.values.Get(name)), ",", "")
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 10_000_000 {
		f.problems.Add(name, "Write a whole number of 0 or more.")
		return 0
	}
	return n
}

// decimal is a number; nil where the field is empty.
func (f *posted) decimal(name string) *float64 {
	text := strings.ReplaceAll(strings.TrimSpace(f.values.Get(name)), ",", "")
	if text == "" {
		return nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n-n != 0 { // neither infinite nor no number
		f.problems.Add(name, "Write a number, such as 46.4.")
		return nil
	}
	return &n
}

// tick says that a box is ticked.
func (f *posted) tick(name string) bool { return f.values.Get(name) == "yes" }

// list is what was ticked of several, each once, in order.
func (f *posted) list(name string) []string {
	var all []string
	for _, v := range f.values[name] {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// base is the revision that the writer saw; 0 for none.
func (f *posted) base() int {
	n, err := strconv.Atoi(f.values.Get("base"))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// kept is a form with what was sent in its fields, so that nothing written is lost, be it wrong.
func (f *posted) kept(form view.Form) view.Form {
	fields := slices.Clone(form.Fields)
	for i, field := range fields {
		switch {
		case field.Kind == view.TicksField:
			fields[i].Values = f.values[field.Name]
		case field.Kind == view.FileField || field.Kind == view.SecretField:
		case field.Kind == view.ChoiceField && !f.has(field.Name): // the one chosen may be one that cannot be chosen any more
		default:
			fields[i].Value = strings.ReplaceAll(f.values.Get(field.Name), "\r\n", "\n")
		}
	}
	form.Fields = fields
	return form
}

// withHidden is a form with another value in a hidden field that it has.
func withHidden(form view.Form, name, value string) view.Form {
	form.Hidden = slices.Clone(form.Hidden)
	for i := range form.Hidden {
		if form.Hidden[i].Name == name {
			form.Hidden[i].Value = value
		}
	}
	return form
}

// baseField is the hidden field with the revision that the form was made from.
func (v visit) baseField(d plan.Document) view.Hidden {
	return view.Hidden{Name: "base", Value: strconv.Itoa(v.book.Revision(d.Kind(), d.Key()))}
}

// problemsOf is what is wrong as a form shows it. A problem of a field that the form does not have leads nowhere and still is said.
func problemsOf(problems plan.Problems) []view.Problem {
	all := make([]view.Problem, len(problems))
	for i, p := range problems {
		all[i] = view.Problem{Field: p.Field, Text: p.Text}
	}
	return all
}

// editing is how a form and its page answer to a save.
type editing struct {
	form func(d plan.Document) view.Form          // the form of a document as it is or was to be
	page func(status int, form view.Form) error   // the page once more, with this form in its place
	next string                                   // where to go when it is saved
	done func(entries []plan.Entry) (next string) // where to go instead, when that depends on what was saved; may be nil
}

// keep saves one document that a form sent and answers: with the next page, with what is wrong, or with what somebody else saved
// first. A form that is saved as one writes is answered without a page: 204 and the new revision.
func (p *Pages) keep(w http.ResponseWriter, r *http.Request, v visit, f *posted, save desk.Save, e editing) error {
	form := func() view.Form {
		return withHidden(f.kept(e.form(save.Document)), "base", strconv.Itoa(save.Base))
	}
	if len(f.problems) > 0 {
		return e.page(http.StatusUnprocessableEntity, form().WithProblems(problemsOf(f.problems)))
	}
	entries, err := p.Desk.Save(r.Context(), v.who, v.code, save)
	return p.saveOutcome(w, r, v, entries, err, save.Document, form, e)
}

// saveOutcome answers to a save that has been tried. form makes the form again with what was sent.
func (p *Pages) saveOutcome(w http.ResponseWriter, r *http.Request, v visit, entries []plan.Entry, err error, d plan.Document,
	form func() view.Form, e editing) error {
	var problems plan.Problems
	var changed *plan.Changed
	switch {
	case err == nil && quiet(r):
		return p.sayRevision(w, r, v, d)
	case err == nil:
		next := e.next
		if e.done != nil {
			next = e.done(entries)
		}
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	case errors.As(err, &problems):
		return e.page(http.StatusUnprocessableEntity, form().WithProblems(problemsOf(problems)))
	case errors.As(err, &changed):
		return e.page(http.StatusConflict, conflicting(form(), changed.Now, e.form))
	case errors.Is(err, store.ErrNotKept):
		return p.unkept(w, r, err, func(why string) error {
			again := form()
			again.Unkept = why
			return e.page(http.StatusServiceUnavailable, again)
		})
	case errors.Is(err, desk.ErrNotAllowed):
		return web.Forbidden("Your role does not let you write this. Nothing has been saved.").BecauseOf(err)
	}
	return err
}

// quiet says that the form was sent by the script while somebody writes, which wants no page.
func quiet(r *http.Request) bool { return r.Header.Get("X-Saves") != "" }

// sayRevision answers a quiet save with the revision that the next one is based on.
func (p *Pages) sayRevision(w http.ResponseWriter, r *http.Request, v visit, d plan.Document) error {
	book, err := p.Desk.Book(r.Context(), v.code)
	if err != nil {
		return err
	}
	w.Header().Set("X-Revision", strconv.Itoa(book.Revision(d.Kind(), d.Key())))
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// conflicting is a form with what somebody else saved beside what was written. Saving it again puts it in place of theirs.
func conflicting(mine view.Form, now plan.Entry, form func(plan.Document) view.Form) view.Form {
	mine = withHidden(mine, "base", strconv.Itoa(now.Revision))
	mine.Conflict = &view.Conflict{By: plan.OrganisationName(now.Organisation), At: "on " + clock(now.At)}
	theirs := view.Form{}
	if now.Body != "" {
		if d, err := plan.Decode(now.Kind, now.Body); err == nil {
			theirs = form(d)
		}
	}
	for _, field := range mine.Fields {
		their := "taken out"
		for _, other := range theirs.Fields {
			if other.Name == field.Name {
				their = fieldText(other)
			}
		}
		if yours := fieldText(field); yours != their {
			mine.Conflict.Rows = append(mine.Conflict.Rows, view.ConflictRow{Label: field.Label, Theirs: their, Yours: yours})
		}
	}
	return mine
}

// fieldText says what a field holds as its reader sees it: the words of a choice, not its value.
func fieldText(f view.Field) string {
	var texts []string
	for _, o := range f.Options {
		if f.Has(o.Value) {
			texts = append(texts, o.Text)
		}
	}
	switch {
	case len(texts) > 0:
		return strings.Join(texts, "; ")
	case f.Kind == view.TickField && f.Value == "yes":
		return "ticked"
	case f.Kind == view.TickField:
		return "not ticked"
	case f.Value == "" || len(f.Options) > 0:
		return "nothing"
	case f.Kind == view.DateField:
		return dayText(plan.Day(f.Value))
	}
	return f.Value
}

// dayText writes a day: 31 March 2026. No day is "no date"; what is no date is left as it is.
func dayText(d plan.Day) string {
	return cmp.Or(d.Words(), "no date")
}

// yes is the value of a tick.
func yes(ticked bool) string {
	if ticked {
		return "yes"
	}
	return ""
}
