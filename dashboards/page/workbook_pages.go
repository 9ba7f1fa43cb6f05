package page

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// bookMakers make the spreadsheets of an area's pages, by the page's key.
var bookMakers = map[string]func(r *http.Request, v reading, a warehouse.Area) (export.Book, error){
	"": overviewBook, "themes": themesBook, "inclusion": inclusionBook, "needs": needsBook, "money": moneyBook, "redress": redressBook, "changes": changesBook,
}

// areaBook sends a page of an area as a spreadsheet.
func (p *Pages) areaBook(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	key := pathVar(r, "page")
	book, err := bookMakers[key](r, v, a)
	if err != nil {
		return err
	}
	return sendBook(w, book, "xlsx", cmp.Or(key, "overview")+"-"+a.Code)
}

// bookOf is the spreadsheet of the page being read; nil where it has none.
func bookOf(r *http.Request, a warehouse.Area, key string) *view.Link {
	if _, ok := bookMakers[key]; !ok {
		return nil
	}
	query := ""
	if wish := strings.Join(r.URL.Query()["beside"], ","); wish != "" && key != "" && key != "themes" && key != "changes" {
		query = "?beside=" + url.QueryEscape(wish)
	}
	return workbookLink(areaTabHref(a.Code, key), query)
}

func needsBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	t, err := readTold(r, v, a, needsSections)
	if err != nil {
		return export.Book{}, err
	}
	w := t.newWorkbook("Needs and places", "How many children and young people have special educational needs (SEN), what kind, how old they are and where they learn.")
	for _, s := range needsSections {
		w.note("Section", s.Title+". "+needsIntros[s.ID])
		mix := needsMixes[s.ID]
		if mix.of > 0 {
			whole := t.whole(s.Indicators[:mix.of])
			for _, part := range whole.parts {
				w.about(part.in)
				w.from(part.in, part.yearly())
			}
			if g := whole.gap(); g != nil {
				w.lacking = append(w.lacking, toldGap{s.Title, g.Why})
			} else {
				w.Tables = append(w.Tables, whole.sheet(s, mix))
			}
		}
		w.section(s.Title, s.Indicators[mix.of:])
	}
	return w.finish(), nil
}

func inclusionBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	t, err := readTold(r, v, a, inclusionSections)
	if err != nil {
		return export.Book{}, err
	}
	gaps, err := warehouse.Gaps(r.Context(), v, a.Code)
	if err != nil {
		return export.Book{}, err
	}
	placed, err := warehouse.APSettings(r.Context(), v, a.Code)
	if err != nil {
		return export.Book{}, err
	}
	w := t.newWorkbook("Inclusion and alternative provision", "Who is suspended, excluded, absent or educated elsewhere, and how far that differs for pupils with special educational needs (SEN) or an education, health and care (EHC) plan.")
	places := apPlaces{t, placed}
	for _, s := range inclusionSections {
		w.note("Section", s.Title+". "+inclusionIntros[s.ID])
		if s.ID == "gaps" {
			for _, table := range gapTables {
				for _, m := range (gapsOf{a, gaps}).measures(t, table) {
					w.Tables = append(w.Tables, m.sheet(a))
				}
			}
		}
		if kinds, ok := places.sheet(); s.ID == "ap" && ok {
			w.Tables = append(w.Tables, kinds)
		}
		w.section(s.Title, s.Indicators)
	}
	return w.finish(), nil
}

func moneyBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	t, lines, err := readMoney(r, v, a)
	if err != nil {
		return export.Book{}, err
	}
	w := t.newWorkbook("High needs money", "What is given for special educational needs (SEN) and alternative provision (AP), what is spent, on what, and what is left. Years are financial years, April to March.")
	for _, s := range moneySections {
		w.note("Section", strings.TrimSuffix(s.Title+". "+moneyIntros[s.ID], " "))
		w.section(s.Title, s.Indicators)
	}
	if year, ok := spendingYearOf(lines, t); ok {
		account := year.book(t, lines)
		for _, n := range account.Notes {
			w.note(n.Term, n.Text)
		}
		for _, table := range account.Tables {
			table.About = "Spending on high needs, " + periodWords(year.period)
			w.Tables = append(w.Tables, table)
		}
	}
	return w.finish(), nil
}

func redressBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	t, err := readTold(r, v, a, redressSections)
	if err != nil {
		return export.Book{}, err
	}
	rates, err := t.appealRates(r)
	if err != nil {
		return export.Book{}, err
	}
	w := t.newWorkbook("Tribunal and redress", "How often families appeal to the SEND Tribunal (special educational needs and disability), and the decisions that can be appealed against.")
	w.note("Not comparable", notJoined)
	w.note("Keep in mind", rates.england(), rates.bothWays())
	w.note("Publisher's known error", rates.errata...)
	for _, s := range redressSections {
		w.note("Section", append([]string{s.Title}, redressIntros[s.ID]...)...)
		w.section(s.Title, s.Indicators)
	}
	for i, table := range w.Tables {
		if table.Name == sheetNameOf(rates.now.in) {
			about := table.About
			w.Tables[i] = rates.now.sheet(rates.matchedLines())
			w.Tables[i].About = about
		}
	}
	return w.finish(), nil
}

// changesBook is what changed with each publication, and what was revised.
func changesBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	releases, err := readReleases(r.Context(), v, a)
	if err != nil {
		return export.Book{}, err
	}
	w := toldPage{reading: v, area: a}.newWorkbook("What changed", "What each publication's newest edition changed: every figure beside that of the year before, and what was revised.")
	changed := export.Table{Name: "Changes", About: "The newest figures beside those of a year before", Columns: []export.Column{{Label: "Publication"}, {Label: "Indicator"}, {Label: "Name"}, {Label: "Period"},
		{Label: "Figure", Decimals: 2}, {Label: "Unit"}, {Label: "Status"}, {Label: "A year before", Decimals: 2}, {Label: "Change", Decimals: 2}, {Label: "In words"}, {Label: "Edition"}}}
	revised := export.Table{Name: "Revisions", About: "Earlier figures that an edition changed", Columns: []export.Column{{Label: "Publication"}, {Label: "Indicator"}, {Label: "Name"}, {Label: "Period"},
		{Label: "Was", Decimals: 2}, {Label: "Status then"}, {Label: "Is now", Decimals: 2}, {Label: "Status now"}, {Label: "Edition"}}}
	for _, release := range releases {
		w.note("Source", sourceWords(*release.source))
		w.note("Edition", fmt.Sprintf("%s in the tables is the file %s (SHA-256 %s)", release.edition.ID, editionName(release.edition), release.edition.SHA256))
		for _, c := range release.changes {
			changed.Rows = append(changed.Rows, []export.Cell{export.Text(release.source.Title), export.Text(c.In.ID), export.Text(c.In.Name), export.Text(c.Now.Period), export.Number(c.Now.Value),
				export.Text(c.In.Unit), export.Text(statusInFile(c.Now)), export.Number(c.Now.Previous), export.Number(c.Now.Change), export.Text(c.words()), export.Text(release.edition.ID)})
		}
		for _, one := range release.revised {
			revised.Rows = append(revised.Rows, []export.Cell{export.Text(release.source.Title), export.Text(one.in.ID), export.Text(one.in.Name), export.Text(one.Period), export.Number(one.Was),
				export.Text(one.WasStatus), export.Number(one.Now), export.Text(one.NowStatus), export.Text(release.edition.ID)})
		}
	}
	w.note("Keep in mind", "A change says what moved, not why.")
	w.Tables = append(w.Tables, changed, revised)
	return w.finish(), nil
}
