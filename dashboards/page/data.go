package page

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/download"
	"inclusion/internal/warehouse"
)

// runsShown is how many looks at the sources the data page tells of.
const runsShown = 20

type runView struct {
	Summary string
	Failed  bool
	Lines   []string
}

type dataView struct {
	view.Frame
	Age       string // how old the newest data are, in plain words
	Notice    string // what has just been set going
	Admin     bool
	Live      bool // an administrator may load the publishers' newest data
	Invented  bool
	CanSignIn bool // there is somebody to sign in as
	Sources   view.Table
	Editions  view.Table
	Findings  *view.Table
	Files     *view.Table // every table, to take away; nil where this cannot be told
	Runs      []runView
	RunsGone  string // why the last looks cannot be told
}

// dataPage says what is loaded, from where, how old it is, and what was found in it. Ages and looks change by themselves, so the
// page is never kept.
func (p *Pages) dataPage(w http.ResponseWriter, r *http.Request, v reading) error {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Del("Etag")
	sources, err := warehouse.Sources(r.Context(), v)
	if err != nil {
		return err
	}
	editions, err := warehouse.Editions(r.Context(), v)
	if err != nil {
		return err
	}
	loaded, err := warehouse.LoadedTables(r.Context(), v)
	if err != nil {
		return err
	}
	counts, err := warehouse.FindingCounts(r.Context(), v)
	if err != nil {
		return err
	}
	now := p.Now()
	page := dataView{Frame: p.frame(r, v, "Data", "Data"), Age: ageOf(editions, now), Invented: v.Register == "sample", CanSignIn: p.Accounts}
	page.Description = "What is loaded, where it comes from, how old it is, and what the checks found in it."
	page.Admin = p.personal(r)
	page.Live = page.Admin && p.Loads != nil && !account.Asking(r.Context()).Demo
	if r.URL.Query().Has("asked") {
		page.Notice = "The publishers are being asked now. What becomes of each file will stand under “The last looks”; open this page again in a minute."
	}
	page.Sources = sourceTable(sources, editions, loaded, p.jobs(), now)
	page.Editions = editionTable(sources, editions)
	page.Findings = findingTable(counts)
	if tables, err := download.Tables(r.Context(), v); err != nil {
		p.Log.ErrorContext(r.Context(), "listing the tables to take away", "error", err.Error())
	} else {
		page.Files = filesTable(tables)
	}
	page.Runs, page.RunsGone = p.runs(r.Context(), now)
	return p.Views.Render(w, "data", page)
}

// jobs are the sources' schedules by id.
func (p *Pages) jobs() map[string]Job {
	all := map[string]Job{}
	if p.Loads == nil {
		return all
	}
	for _, j := range p.Loads.Jobs() {
		all[j.ID] = j
	}
	return all
}

func (p *Pages) runs(ctx context.Context, now time.Time) (shown []runView, gone string) {
	if p.Loads == nil {
		return nil, "This server does not load data itself, so it knows of no looks."
	}
	runs, err := p.Loads.Runs(runsShown)
	if err != nil {
		p.Log.ErrorContext(ctx, "reading what was loaded", "error", err.Error())
		return nil, "The record of the last looks cannot be read. The log says why."
	}
	for _, run := range runs {
		title := run.Title
		if title == "" {
			title = run.Job
		}
		shown = append(shown, runView{Summary: fmt.Sprintf("%s: %s. %s, %s", title, run.Outcome, moment(run.Started), ago(run.Started, now)), Failed: run.Failed, Lines: run.Lines})
	}
	return shown, ""
}

// ageOf says how old the newest data are.
func ageOf(editions []warehouse.Edition, now time.Time) string {
	if len(editions) == 0 {
		return "Nothing has been loaded yet."
	}
	var published, fetched time.Time
	for _, e := range editions {
		if e.Published != nil && e.Published.After(published) {
			published = *e.Published
		}
		if e.Fetched.After(fetched) {
			fetched = e.Fetched
		}
	}
	text := fmt.Sprintf("The newest file was fetched on %s, %s", view.Date(fetched), ago(fetched, now))
	if !published.IsZero() {
		text = fmt.Sprintf("The newest publication is of %s, %s. The newest file was fetched on %s", view.Date(published), ago(published, now), view.Date(fetched))
	}
	return text + "."
}

// ago says how long ago something was, as people say it.
func ago(t, now time.Time) string {
	days := int(midnight(now).Sub(midnight(t)).Hours() / 24)
	switch {
	case days < 1:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 14:
		return view.Counted(days, "day ago", "days ago")
	case days < 60:
		return view.Counted(days/7, "week ago", "weeks ago")
	case days < 730:
		return view.Counted(days/30, "month ago", "months ago")
	}
	return view.Counted(days/365, "year ago", "years ago")
}

// midnight is the start of a moment's day in London, as if every day had 24 hours.
func midnight(t time.Time) time.Time {
	year, month, day := t.In(london).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// london is the time the publishers and the schedules keep.
var london = func() *time.Location {
	if zone, err := time.LoadLocation("Europe/London"); err == nil {
		return zone
	}
	return time.UTC
}()

// moment is a day and a time of day.
func moment(t time.Time) string { return t.In(london).Format("2 January 2006, 15:04") }

func sourceTable(sources []warehouse.Source, editions []warehouse.Edition, loaded []warehouse.LoadedTable, jobs map[string]Job, now time.Time) view.Table {
	t := view.Table{Caption: "Sources", CaptionHidden: true,
		Columns: []view.Column{{Label: "Source"}, {Label: "What it is"}, {Label: "Newest edition"}, {Label: "Next expected"}, {Label: "Looked at"}}}
	for _, s := range sources {
		name := view.Cell{Text: s.Title, Href: s.Home, Detail: strings.Trim(s.Publisher+". "+s.Licence, ". ")}
		newest := view.Missing("not loaded")
		if e, ok := newestEdition(s.ID, editions, loaded); ok {
			first, last, _ := holds(loaded, e.ID, s.ID)
			newest = view.Linked(editionName(e), "/data/editions/"+e.ID)
			newest.Detail = dated(e, now) + "; holds " + spanWords(first, last)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Text(s.About), newest, expectedCell(s), lookCell(s, jobs[s.ID], now)}})
	}
	return t
}

func expectedCell(s warehouse.Source) view.Cell {
	if s.Expected == "" {
		return view.Missing("not known")
	}
	return view.Text(s.Expected)
}

// newestEdition is the edition of a source that counts: by the day it was published where both say so, else by the last period
// it holds of the source.
func newestEdition(source string, editions []warehouse.Edition, loaded []warehouse.LoadedTable) (newest warehouse.Edition, ok bool) {
	best := ""
	for _, e := range editions {
		_, last, has := holds(loaded, e.ID, source)
		newer := last > best
		if e.Published != nil && newest.Published != nil && !e.Published.Equal(*newest.Published) {
			newer = e.Published.After(*newest.Published)
		}
		if has && (!ok || newer) {
			newest, best, ok = e, last, true
		}
	}
	return newest, ok
}

// holds are the first and last period of a source in an edition; ok is false when the edition has nothing of it.
func holds(loaded []warehouse.LoadedTable, edition, source string) (first, last string, ok bool) {
	for _, t := range loaded {
		if t.Edition != edition || t.Source != source {
			continue
		}
		if !ok || t.FirstPeriod < first {
			first = t.FirstPeriod
		}
		last, ok = max(last, t.LastPeriod), true
	}
	return first, last, ok
}

// dated says when an edition was published.
func dated(e warehouse.Edition, now time.Time) string {
	if e.Published != nil {
		return "published " + view.Date(*e.Published) + ", " + ago(*e.Published, now)
	}
	return "fetched " + view.Date(e.Fetched) + ", " + ago(e.Fetched, now)
}

// spanWords are the periods from first to last.
func spanWords(first, last string) string {
	if first == last {
		return periodWords(first)
	}
	return periodWords(first) + " to " + periodWords(last)
}

func lookCell(s warehouse.Source, job Job, now time.Time) view.Cell {
	if job.ByHand {
		return view.Text("no address is known: its files are loaded by hand")
	}
	cell := view.Text(scheduleWords(s.Schedule))
	switch {
	case job.ID == "":
		cell.Detail = "this server runs no schedule"
	case job.Last.IsZero():
		cell.Detail = "not looked at yet"
	default:
		cell.Detail = "last on " + moment(job.Last) + ", " + ago(job.Last, now)
	}
	if !job.Next.IsZero() {
		cell.Detail += "; next on " + moment(job.Next)
	}
	return cell
}

var weekdays = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// scheduleWords say a schedule of the simple kinds: at a time every day, or on one day of the week or month. Others stay as they are.
func scheduleWords(cron string) string {
	var minute, hour int
	parts := strings.Fields(cron)
	if len(parts) != 5 || parts[3] != "*" {
		return cron
	}
	if _, err := fmt.Sscanf(parts[0]+" "+parts[1], "%d %d", &minute, &hour); err != nil {
		return cron
	}
	at := fmt.Sprintf(" at %02d:%02d", hour, minute)
	var day int
	switch {
	case parts[2] == "*" && parts[4] == "*":
		return "every day" + at
	case parts[2] == "*" && parts[4] == "1-5":
		return "every weekday" + at
	case parts[2] == "*" && scanned(parts[4], &day) && day >= 0 && day < len(weekdays):
		return "every " + weekdays[day] + at
	case parts[4] == "*" && scanned(parts[2], &day):
		return fmt.Sprintf("every month on day %d%s", day, at)
	}
	return cron
}

func scanned(text string, n *int) bool {
	_, err := fmt.Sscanf(text+"\n", "%d\n", n)
	return err == nil && fmt.Sprint(*n) == text
}

func editionTable(sources []warehouse.Source, editions []warehouse.Edition) view.Table {
	t := view.Table{Caption: "Editions", CaptionHidden: true,
		Columns: []view.Column{{Label: "Edition"}, {Label: "Source"}, {Label: "Published"}, {Label: "Fetched"}, {Label: "Holds"}, {Label: "SHA-256"}, {Label: "Found in it"}}}
	for _, e := range editions {
		published := view.Missing("date not known")
		if e.Published != nil {
			published = view.Text(view.Date(*e.Published))
		}
		source := view.Text(sourceTitle(e.Source, sources))
		if e.Source == "" {
			source = view.Missing("several")
		}
		name := view.Linked(editionName(e), "/data/editions/"+e.ID)
		if e.Title != "" {
			name.Detail = e.Name
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, source, published, view.Text(view.Date(e.Fetched)), view.Text(spanWords(e.FirstPeriod, e.LastPeriod)),
			view.Text(e.SHA256[:min(12, len(e.SHA256))]), view.Text(foundWords(e))}})
	}
	return t
}

// foundWords sum up what was found in an edition.
func foundWords(e warehouse.Edition) string {
	var parts []string
	for _, p := range []struct {
		n         int64
		one, many string
	}{{e.Errata, "known error of the publisher's", "known errors of the publisher's"}, {e.Mendings, "put right", "put right"}, {e.Warnings, "worth a look", "worth a look"}} {
		if p.n > 0 {
			parts = append(parts, view.Counted(int(p.n), p.one, p.many))
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// severityWords say what a finding means.
var severityWords = map[string]string{
	"error":                   "Error",
	warehouse.SeverityErratum: "Known error of the publisher's",
	warehouse.SeverityMended:  "Put right on the way in",
	warehouse.SeverityWarning: "Worth a look",
}

// checkWords say what a check looks for.
var checkWords = map[string]string{
	"negative":     "a count below zero",
	"duplicates":   "the same row twice",
	"impossible":   "a number that cannot be",
	"known_values": "a figure unlike the publisher's own",
	"rates":        "a printed rate that is not part over whole",
	"one_value":    "one value for all areas",
	"coverage":     "areas that are missing",
	"jumps":        "a large change in a year",
	"sums":         "parts that do not add up",
	"mended":       "a slip that could be proved and put right",
}

func checkText(name string) string {
	if words, ok := checkWords[name]; ok {
		return words
	}
	return name
}

// findingTable sums up what the checks found; none when they found nothing.
func findingTable(counts []warehouse.FindingCount) *view.Table {
	if len(counts) == 0 {
		return nil
	}
	t := view.Table{Caption: "What the checks found", CaptionHidden: true,
		Columns: []view.Column{{Label: "What it means"}, {Label: "What was found"}, {Label: "How often", Numeric: true}, {Label: "Edition"}}}
	for _, c := range counts {
		edition := view.Missing("of several editions")
		if c.Edition.ID != "" {
			edition = view.Linked(editionName(c.Edition), "/data/editions/"+c.Edition.ID+"#found")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(severityWords[c.Severity]), view.Text(checkText(c.Check)), view.Number(view.Count(float64(c.N))), edition}})
	}
	return &t
}
