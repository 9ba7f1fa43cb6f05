package view

import (
	"bytes"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func render(t *testing.T, v *Views, page string, data any) string {
	t.Helper()
	var b bytes.Buffer
	if err := v.Render(&b, page, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements are all elements of a page for which want is true.
func elements(t *testing.T, page string, want func(*html.Node) bool) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var found []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			found = append(found, n)
		}
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestEveryPageParses(t *testing.T) {
	v, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(v.Pages(), "error") {
		t.Errorf("pages are %v, want the error page among them", v.Pages())
	}
}

func TestEveryPartIsRenderedBySomePage(t *testing.T) {
	page := render(t, specimenViews(t), "specimen", specimenPage(t))
	for part, sign := range map[string]string{
		"mark": `class="mark mark-better"`, "mark-key": `class="key"`, "status": `class="status"`, "legal": `class="legal"`,
		"breadcrumb": `class="breadcrumb`, "tabs": `class="tabs"`, "links": `class="links"`, "facts": `class="facts"`,
		"empty": `class="empty"`, "pagination": `class="pagination"`, "table": `class="scroll"`, "indicator-table": `class="indicators"`,
		"more": `class="opened"`, "figure": `class="figure"`, "source": `class="source"`, "position": `class="position"`,
		"sparkline": `class="spark"`, "sample": `class="sample"`,
	} {
		if !strings.Contains(page, sign) {
			t.Errorf("the specimen page has no %s: want %s in it", part, sign)
		}
	}
}

func TestPageHoldsNothingThatTheSecurityPolicyRefuses(t *testing.T) {
	page := render(t, specimenViews(t), "specimen", specimenPage(t))
	for _, n := range elements(t, page, func(*html.Node) bool { return true }) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has an inline %s", n.Data, a.Key)
			}
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "src") == "" && attr(n, "type") != "application/json" {
			t.Errorf("the page has an inline <%s>", n.Data)
		}
	}
}

func TestIdsAreUniqueOnAPage(t *testing.T) {
	seen := map[string]bool{}
	page := render(t, specimenViews(t), "specimen", specimenPage(t))
	for _, n := range elements(t, page, func(n *html.Node) bool { return attr(n, "id") != "" }) {
		if id := attr(n, "id"); seen[id] {
			t.Errorf("id %q is used twice", id)
		} else {
			seen[id] = true
		}
	}
}

func TestNamesAreEscapedEverywhere(t *testing.T) {
	data := specimenPage(t)
	const nasty = `</script><b x="y">O'Brien & Sons`
	data.Title, data.Query, data.RunningHead = nasty, nasty, nasty
	data.Indicators.Area = nasty
	data.Indicators.Rows[0].Position.Area = nasty
	data.Indicators.Rows[0].Spark.Name = nasty
	trend := specimenTrend()
	trend.Series[0].Name, trend.Name = nasty, nasty
	figure, err := Draw(Figure{Heading: nasty}, trend)
	if err != nil {
		t.Fatal(err)
	}
	data.Figures = []Figure{figure}
	page := render(t, specimenViews(t), "specimen", data)
	if found := elements(t, page, func(n *html.Node) bool { return n.Data == "b" }); len(found) > 0 {
		t.Errorf("a name became %d elements of the page", len(found))
	}
}

func TestSampleDataSayTheyAreInvented(t *testing.T) {
	const warning = "Invented sample data: no figure here is about a real place."
	data := specimenPage(t)
	if page := render(t, specimenViews(t), "specimen", data); !strings.Contains(page, warning) || !strings.Contains(page, `data-head="Alderbrook · warehouse 12 · 25 June 2026 · invented sample data"`) {
		t.Error("the page or its printed head does not say that the data are invented")
	}
	data.Sample = false
	page := render(t, specimenViews(t), "specimen", data)
	if strings.Contains(page, warning) {
		t.Error("a page of real data says that they are invented")
	}
	if !strings.Contains(page, "Contains public sector information licensed under the") || !strings.Contains(page, "Not a product of DfE, Ofsted or CQC.") {
		t.Error("the footer lacks the licence or says nothing of whose product this is")
	}
}

func TestOnlyLinksThatLeadSomewhereAreShown(t *testing.T) {
	v, err := New()
	if err != nil {
		t.Fatal(err)
	}
	page := render(t, v, "error", ErrorPage{Frame: Frame{Title: "Page not found"}, Heading: "Page not found"})
	if found := elements(t, page, func(n *html.Node) bool { return n.Data == "nav" }); len(found) != 0 {
		t.Errorf("a frame without links has %d navigations", len(found))
	}
}

func TestFailingPageSendsNothing(t *testing.T) {
	v, err := New()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := v.Render(w, "error", struct{ Frame }{Frame{Title: "half a page"}}); err == nil {
		t.Fatal("data without a heading rendered")
	}
	if w.Body.Len() > 0 || len(w.Header()) > 0 {
		t.Errorf("%d bytes and headers %v were sent before the failure", w.Body.Len(), w.Header())
	}
	if err := v.Render(w, "nowhere", nil); err == nil || !strings.Contains(err.Error(), "page/nowhere.html") {
		t.Errorf("unknown page: %v, want the file to add", err)
	}
}

func TestStatusIsWrittenWithTheWholePage(t *testing.T) {
	v, err := New()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := v.RenderStatus(w, 404, "error", ErrorPage{Heading: "Page not found"}); err != nil {
		t.Fatal(err)
	}
	if w.Code != 404 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("got %d %s", w.Code, w.Header().Get("Content-Type"))
	}
}
