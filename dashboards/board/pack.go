package board

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"inclusion/dashboards/export"
	"inclusion/dashboards/pack"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// packRoutes are the engagement packs. People of the partnership choose one; whoever came by an inspector's link reads the one that the
// link is for, and nothing else.
func (p *Pages) packRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/pack", Right: account.SeeDraft, handle: p.packs},
		{Method: http.MethodGet, Path: "/board/{code}/pack/{number}.xlsx", Right: account.SeePack, handle: p.packWorkbook},
		{Method: http.MethodGet, Path: "/board/{code}/pack/{number}.zip", Right: account.SeePack, handle: p.packZIP},
		{Method: http.MethodGet, Path: "/board/{code}/pack/{number}", Right: account.SeePack, handle: p.pack},
	}
}

// packHref is where the pack of a version is read.
func packHref(code string, version int) string {
	return boardHref(code, "pack/"+strconv.Itoa(version))
}

// packsPage is where a partnership chooses the version that it takes to its engagement meeting.
type packsPage struct {
	working
	Facts   view.Facts
	Hints   []view.Link // what the front page lacks, and where to provide it
	Newest  *view.Link
	Table   view.Table
	Links   []oneLink  // that inspectors have
	Give    *view.Link // where to give one
	Empty   *view.Empty
	Profile *view.Link // where the meeting's date is set
}

func (p *Pages) packs(w http.ResponseWriter, r *http.Request, v visit) error {
	page := packsPage{working: p.working(v, "pack", "Engagement pack")}
	page.Lede, page.Closed = "What the partnership takes to its engagement meeting: twelve parts from one version, at most 20 pages.", ""
	lines, err := p.packable(r, v.code)
	if err != nil {
		return err
	}
	page.Facts, page.Hints = meetingFacts(v.book.Profile), frontHints(v)
	if v.who.May(account.WritePlan, v.code, "") {
		page.Profile = &view.Link{Text: "Set the date of the meeting", Href: boardHref(v.code, "profile#profile-next_meeting")}
	}
	if len(lines) == 0 {
		page.Empty = &view.Empty{Heading: "No version yet", Text: "A pack is made from a version. The first version is made when the board agrees its self-assessment.",
			Links: []view.Link{{Text: "What is missing", Href: boardHref(v.code, "publish")}}}
		return p.Views.Render(w, "board-pack", page)
	}
	page.Newest = &view.Link{Text: fmt.Sprintf("Open the pack of version %d", lines[0].Number), Href: packHref(v.code, lines[0].Number)}
	page.Table = packTable(v.code, lines)
	if v.who.May(account.GiveLinks, v.code, "") && p.Accounts != nil {
		page.Give = &view.Link{Text: "Give an inspector a link, or take one back", Href: boardHref(v.code, "links")}
		given, err := p.Accounts.Links(r.Context(), v.code)
		if err != nil {
			return err
		}
		for _, t := range given {
			one := p.oneLink(v, t)
			one.Revoke = nil
			page.Links = append(page.Links, one)
		}
	}
	return p.Views.Render(w, "board-pack", page)
}

// packable are the versions that a pack can be made of: all but those that were withdrawn.
func (p *Pages) packable(r *http.Request, code string) (lines []desk.VersionLine, err error) {
	all, err := p.Desk.Versions(r.Context(), code)
	for _, l := range all {
		if l.State != plan.Withdrawn {
			lines = append(lines, l)
		}
	}
	return lines, err
}

// meetingFacts are the date of the meeting and how often there is one.
func meetingFacts(profile *plan.Profile) view.Facts {
	if profile == nil {
		profile = &plan.Profile{}
	}
	date, often := view.Cell{Status: "not provided"}, view.Cell{Status: "not provided"}
	if on, ok := profile.NextMeeting.Time(); ok {
		date = view.Text(view.Date(on))
	}
	if profile.MeetingEvery > 0 {
		often = view.Text(fmt.Sprintf("every %d months", profile.MeetingEvery))
	}
	return view.Facts{{Term: "Next engagement meeting", Cell: date}, {Term: "How often", Cell: often}}
}

// frontHints are what the pack's front page prints as not provided.
func frontHints(v visit) (hints []view.Link) {
	profile := v.book.Profile
	if profile == nil {
		return []view.Link{{Text: "The front page is empty: nothing has been written about the partnership", Href: boardHref(v.code, "profile")}}
	}
	if profile.Clock == nil || profile.Clock.Outcome == "" {
		hints = append(hints, view.Link{Text: "The last inspection prints as not provided. Write its outcome in the report’s exact words, then agree the next version", Href: boardHref(v.code, "profile#profile-clock.started")})
	}
	if profile.Contact == "" {
		hints = append(hints, view.Link{Text: "No contact is given", Href: boardHref(v.code, "profile#profile-contact")})
	}
	return hints
}

func packTable(code string, lines []desk.VersionLine) view.Table {
	t := view.Table{Caption: "Packs by version, newest first", CaptionHidden: true, Columns: []view.Column{{Label: "Version"}, {Label: "Of"}, {Label: "State"}, {Label: "Agreed"}, {Label: "Workbook"}, {Label: "Tables"}}}
	for _, l := range lines {
		href := packHref(code, l.Number)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(fmt.Sprintf("Pack of version %d", l.Number), href), view.Text(l.Cycle), view.Text(string(l.State)), view.Text(view.Date(l.At)),
			view.Linked(fmt.Sprintf("XLSX of version %d", l.Number), href+".xlsx"), view.Linked(fmt.Sprintf("ZIP of CSV of version %d", l.Number), href+".zip")}})
	}
	return t
}

// packOf builds the pack that an address names, for whoever may read it.
func (p *Pages) packOf(r *http.Request, v visit) (made pack.Pack, err error) {
	number, err := strconv.Atoi(mux.Vars(r)["number"])
	if err != nil || number < 1 {
		return made, errNoVersion()
	}
	if !v.who.MaySeePack(v.code, number) {
		return made, web.Forbidden("This link opens the pack of one version, and this is another.")
	}
	lines, err := p.Desk.Versions(r.Context(), v.code)
	if err != nil {
		return made, err
	}
	var line desk.VersionLine
	for _, l := range lines {
		if l.Number == number {
			line = l
		}
	}
	switch line.State {
	case "":
		return made, errNoVersion()
	case plan.Withdrawn:
		return made, web.Problem{Status: http.StatusGone, Title: "Withdrawn", Detail: fmt.Sprintf("The partnership withdrew version %d. Its reason: %s", number, line.Reason)}
	}
	from := pack.Source{Sample: p.Sample()}
	if from.Version, from.Review, err = p.Desk.Version(r.Context(), v.code, number); err != nil {
		if errors.Is(err, plan.ErrNoVersion) {
			err = errNoVersion()
		}
		return made, err
	}
	if v.book.Profile != nil {
		from.Meeting, from.Every = v.book.Profile.NextMeeting, v.book.Profile.MeetingEvery
	}
	if line.State == plan.Published { // how its promises go on is public
		from.AsOf = p.Desk.Today()
		if from.Progress, err = p.Desk.Progress(r.Context(), v.code); err != nil {
			return made, err
		}
	}
	if p.Desk.Data != nil {
		if from.Area, _, err = p.Desk.Data.Area(r.Context(), v.code); err != nil {
			return made, err
		}
	}
	return pack.Of(from), nil
}

// packPage is one pack, to read and to print.
type packPage struct {
	view.Frame
	Pack      pack.Pack
	Downloads []view.Link
}

func (p *Pages) pack(w http.ResponseWriter, r *http.Request, v visit) error {
	made, err := p.packOf(r, v)
	if err != nil {
		return err
	}
	href := packHref(v.code, made.Version.Number)
	page := packPage{Frame: p.frame(v, made.Title()), Pack: made,
		Downloads: []view.Link{{Text: "Workbook", Href: href + ".xlsx", Note: "XLSX, one table a sheet"}, {Text: "Tables", Href: href + ".zip", Note: "ZIP of CSV files"}}}
	page.RunningHead, page.Writes = made.RunningHead(), false
	if v.who.May(account.SeeDraft, v.code, "") {
		page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Engagement pack", Href: boardHref(v.code, "pack")})
	} else { // by a link: there is nothing else to open
		page.Breadcrumbs = nil
	}
	return p.Views.Render(w, "pack", page)
}

func (p *Pages) packWorkbook(w http.ResponseWriter, r *http.Request, v visit) error {
	made, err := p.packOf(r, v)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := export.WriteXLSX(&file, made.Book()); err != nil {
		return err
	}
	return sendFile(w, export.XLSXKind, made.File()+".xlsx", file.Bytes())
}

func (p *Pages) packZIP(w http.ResponseWriter, r *http.Request, v visit) error {
	made, err := p.packOf(r, v)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := made.WriteZIP(&file); err != nil {
		return err
	}
	return sendFile(w, "application/zip", made.File()+".zip", file.Bytes())
}

func sendFile(w http.ResponseWriter, kind, name string, file []byte) error {
	export.Attach(w, kind, name)
	w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	_, err := w.Write(file)
	return err
}

func errNoVersion() error {
	return web.NotFound("This partnership has no such version. Its page of versions lists those there are.")
}
