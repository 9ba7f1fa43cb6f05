package page

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// workbookOf opens the workbook of a page.
func workbookOf(t *testing.T, site http.Handler, address string) (*excelize.File, []byte) {
	t.Helper()
	w := httptest.NewRecorder()
	site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != spreadsheet {
		t.Fatalf("%s answers %d as %q: %.300s", address, w.Code, w.Header().Get("Content-Type"), w.Body.String())
	}
	f, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, w.Body.Bytes()
}

func sheetRows(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

var reference = regexp.MustCompile(`<f>'([^<]+)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?</f>`)

// chartReferences are the cells that the charts of a workbook draw: sheet, column, first row, last row.
func chartReferences(t *testing.T, book []byte) (all [][4]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/charts/chart") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reference.FindAllStringSubmatch(html.UnescapeString(string(text)), -1) {
			last := m[5]
			if last == "" {
				last = m[3]
			}
			all = append(all, [4]string{m[1], m[2], m[3], last})
		}
	}
	return all
}

func TestEveryChartOfAWorkbookDrawsCellsOfItsTable(t *testing.T) {
	site := inclusionSite(t)
	for _, page := range []string{"needs", "inclusion"} {
		f, book := workbookOf(t, site.handler, "/areas/101/"+page+".xlsx")
		references := chartReferences(t, book)
		if len(references) == 0 {
			t.Errorf("the workbook of %s has no chart", page)
		}
		for _, ref := range references {
			rows := sheetRows(t, f, ref[0])
			column, err := excelize.ColumnNameToNumber(ref[1])
			if err != nil {
				t.Fatal(err)
			}
			if last, err := strconv.Atoi(ref[3]); err != nil || last > len(rows) || column > len(rows[0]) {
				t.Errorf("%s: a chart draws %v, and the table has %d rows of %d columns (%v)", page, ref, len(rows), len(rows[0]), err)
			}
		}
		for _, sheet := range f.GetSheetList() {
			if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) > 0 {
				t.Errorf("%s: %d cells are merged on %q (%v)", page, len(merged), sheet, err)
			}
			for i, row := range sheetRows(t, f, sheet) {
				if sheet != "About" && (i == 0 && row[0] == "" || len(row) == 0) {
					t.Errorf("%s: the table on %q does not begin at A1, or has an empty row %d", page, sheet, i+1)
				}
			}
		}
	}
}

func TestTheWorkbookSaysWhatIsOnThePage(t *testing.T) {
	site := inclusionSite(t)
	f, _ := workbookOf(t, site.handler, "/areas/101/needs.xlsx")
	rows := sheetRows(t, f, "Where children and young people")
	if want := []string{"Alderbrook, January 2025", "40", "30"}; !cmp.Equal(want, []string{rows[1][0], rows[1][1], rows[1][3]}) {
		t.Errorf("the bar of the page is the row %q", rows[1])
	}
	if rows[2][0] != "England, January 2025" || rows[2][1] != "38" || rows[3][0] != "Alderbrook, January 2024" {
		t.Errorf("the other bars are %q", rows[2:])
	}
	if i := slices.Index(rows[0], "In mainstream schools, number"); i < 0 || rows[1][i] != "80" {
		t.Errorf("the number behind the share is missing: %q", rows[0])
	}
	cover := sheetRows(t, f, "About")
	said := map[string]string{}
	for _, row := range cover[1:] {
		said[row[0]] += row[1] + "\n"
	}
	for term, want := range map[string]string{"Invented": export.InventedNotice, "Area": "Alderbrook (101)", "Missing numbers": "never 0", "Status": "suppressed: too small", "Sheet": "Where children and young people",
		"Section": "Each bar is all plans of one January."} {
		if !strings.Contains(said[term], want) {
			t.Errorf("the cover's %q is %q, want %q in it", term, said[term], want)
		}
	}
	if cover[0][0] != "Needs and places: Alderbrook" {
		t.Errorf("the cover is headed %q", cover[0])
	}
}

func TestGapsAreBarsWithTheRatioBesideThem(t *testing.T) {
	f, _ := workbookOf(t, inclusionSite(t).handler, "/areas/101/inclusion.xlsx")
	rows := sheetRows(t, f, "Gap suspensions")
	if want := []string{"Pupils", "Alderbrook, rate", "England, rate", "Status", "Counted", "Out of", "Ratio to no SEN"}; !cmp.Equal(want, rows[0][:7]) {
		t.Errorf("the columns are %q", rows[0])
	}
	if want := []string{warehouse.NoSEN, warehouse.SENSupport, warehouse.EHCPlan}; !cmp.Equal(want, []string{rows[1][0], rows[2][0], rows[3][0]}) {
		t.Errorf("the groups are %q", rows[1:])
	}
	if len(rows[1]) > 6 && rows[1][6] != "" {
		t.Errorf("pupils without needs are compared with themselves: %q", rows[1])
	}
}

// januaries are the rows of an indicator that is counted every January.
func januaries(in indicator.Indicator, values map[string]*float64) told {
	one := told{oneArea: oneArea{in: in, area: warehouse.Area{Code: "101", Name: "Alderbrook", Level: "authority"}, series: compare.Series{Key: "january"}}}
	for _, period := range []string{"2021-01", "2022-01", "2023-01", "2024-01"} {
		row := warehouse.IndicatorValue{Row: indicator.Row{Indicator: in.ID, AreaCode: "101", Period: period, Value: values[period], Status: "ok"}}
		if row.Value == nil {
			row.Status = "suppressed"
		}
		row.England = pounds(5)
		one.history = append(one.history, row)
		one.series.Periods = append(one.series.Periods, warehouse.IndicatorPeriod{Period: period, Areas: 1})
	}
	return one
}

// S14 is counted in a new way from January 2023, as its file says.
func TestNothingIsJoinedAcrossABreak(t *testing.T) {
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	one := januaries(catalogue["S14"], map[string]*float64{"2021-01": pounds(4), "2022-01": nil, "2023-01": pounds(6), "2024-01": pounds(7)})
	sheet := one.sheet(one.lines())
	var heads []string
	for _, c := range sheet.Columns[:5] {
		heads = append(heads, c.Label)
	}
	if want := []string{"Period", "Alderbrook, before January 2023", "Alderbrook, from January 2023", "England, before January 2023", "England, from January 2023"}; !cmp.Equal(want, heads) {
		t.Error(cmp.Diff(want, heads))
	}
	for i, row := range sheet.Rows {
		before, after := row[1].Number != nil, row[2].Number != nil
		if before && after || i < 2 && (after || row[4].Number != nil) || i >= 2 && (before || row[3].Number != nil) {
			t.Errorf("row %d stands on both sides of the break: %+v", i+1, row)
		}
	}
	if len(sheet.Chart.Series) != 4 || sheet.Chart.Series[0].Colour != sheet.Chart.Series[1].Colour {
		t.Errorf("the chart draws %+v", sheet.Chart.Series)
	}
	if status := sheet.Rows[1][5].Text; !strings.HasPrefix(status, "suppressed") {
		t.Errorf("the missing number says %q", status)
	}
	if head := sheet.Columns[5].Label; head != "Status" {
		t.Errorf("the column after the values is %q", head)
	}
}

func TestHeadsSayWhatIsCounted(t *testing.T) {
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	one := januaries(catalogue["S14"], map[string]*float64{"2023-01": pounds(6), "2024-01": pounds(7)})
	for i := range one.history {
		one.history[i].Numerator, one.history[i].Denominator = pounds(12), pounds(200)
	}
	var heads []string
	for _, c := range one.sheet(one.lines()).Columns {
		heads = append(heads, c.Label)
	}
	for _, want := range []string{view.UpperFirst(one.in.Numerator), view.UpperFirst(one.in.Denominator)} {
		if !slices.Contains(heads, want) {
			t.Errorf("no column is headed %q: %q", want, heads)
		}
	}
	if slices.Contains(heads, "Numerator") || slices.Contains(heads, "Denominator") {
		t.Errorf("a column is headed by the name of its part: %q", heads)
	}
}

func TestNamesOfSheetsAreSuchAsASpreadsheetTakes(t *testing.T) {
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for id, in := range catalogue {
		name := sheetNameOf(in)
		if len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]'`) || seen[strings.ToLower(name)] != "" {
			t.Errorf("the sheet of %s is called %q, as is that of %q", id, name, seen[strings.ToLower(name)])
		}
		seen[strings.ToLower(name)] = id
	}
}

func TestEveryPageWithAWorkbookLinksToIt(t *testing.T) {
	site := inclusionSite(t)
	// The small England lacks what the heads of the other pages say; their workbooks are made all the same.
	linked := map[string]string{"needs": "?beside=region", "inclusion": "?beside=region", "redress": "?beside=region", "themes": ""}
	for key := range bookMakers {
		address := areaTabHref("101", key)
		want := address + ".xlsx"
		if query, ok := linked[key]; ok {
			want += query
			if got := site.get(t, address+"?beside=region").link("Excel workbook of this page"); got != want {
				t.Errorf("%s leads to the workbook %q, want %q", address, got, want)
			}
		}
		if key != "money" { // there are no returns of spending here; the published files have some
			workbookOf(t, site.handler, want)
		}
	}
	if w := site.send(http.MethodGet, "/areas/999/needs.xlsx", nil, ""); w.Code != http.StatusNotFound {
		t.Errorf("the workbook of no area answers %d", w.Code)
	}
	if w := site.send(http.MethodGet, "/areas/X12000001/themes.xlsx", nil, ""); w.Code != http.StatusNotFound {
		t.Errorf("the themes of a region answer %d", w.Code)
	}
}

// Camden's appeal rate in 2022 and 2025, as the publisher's tables have it, in sheets that are not joined.
func TestPublishedAppealsAndMoneyAsWorkbooks(t *testing.T) {
	site := publishedMoneySite(t)
	f, _ := workbookOf(t, site, "/areas/202/redress.xlsx")
	now, before := "", ""
	for _, name := range f.GetSheetList() {
		if strings.HasPrefix(name, "R01 ") {
			now = name
		}
		if strings.HasPrefix(name, "R01o ") {
			before = name
		}
	}
	if now == "" || before == "" {
		t.Fatalf("the sheets are %q", f.GetSheetList())
	}
	rows := sheetRows(t, f, now)
	i, j := slices.Index(rows[0], "England on matching areas"), slices.Index(rows[0], "England, as published")
	newest := rows[len(rows)-1]
	if i < 0 || j < 0 || newest[0] != "2025" || !strings.HasPrefix(newest[i], "6.56") && !strings.HasPrefix(newest[i], "6.57") || newest[j] != "6.6" {
		t.Errorf("the newest appeals are %q under %q", newest, rows[0])
	}
	says(t, parsed(t, site, "/areas/202/money"), "Excel workbook of this page")
	money, _ := workbookOf(t, site, "/areas/202/money.xlsx")
	if got := money.GetSheetList(); !slices.Contains(got, "Lines") || !slices.Contains(got, "Account") {
		t.Errorf("the money's sheets are %q", got)
	}
}
