package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/ingest/load"
	"inclusion/internal/area"
	"inclusion/internal/browsertest"
	"inclusion/internal/readable"
	"inclusion/internal/store"
)

// runningText is the text of a page for families, one part a line: what stands in paragraphs, answers and questions, without
// headings, the counts behind a number and the small print.
const runningText = `Array.from(document.querySelectorAll("main :is(p, dd, li)")).filter(e => !e.closest("nav, .families-small")).map(e => {
	const copy = e.cloneNode(true);
	if (e.matches(".said")) copy.querySelectorAll(".note").forEach(n => n.remove());
	return copy.textContent.replace(/\s+/g, " ").trim();
}).join("\n")`

// familyPageHolds prints a page for families, which is one sheet, and measures how easy it is to read: for a reader of 12, and
// no sentence of more than 25 words.
func familyPageHolds(ctx context.Context, t *testing.T, url string) {
	t.Helper()
	sheets, err := browsertest.Sheets(ctx, url)
	if err != nil || sheets != 1 {
		t.Errorf("%s prints on %d sheets (%v), want 1", url, sheets, err)
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](runningText))
	if err != nil {
		t.Fatal(err)
	}
	if m := readable.Of(text); m.Age() > 12 || m.Words < 300 {
		t.Errorf("%s has %d words with a reading age of %.1f, and 12 is the most", url, m.Words, m.Age())
	}
	if sentence, n := readable.Longest(text); n > 25 {
		t.Errorf("%s has a sentence of %d words, and 25 is the most: %s", url, n, sentence)
	}
}

// TestEveryPageForFamiliesIsOneSideAndEasyToRead looks at every authority of the sample that is still there.
func TestEveryPageForFamiliesIsOneSideAndEasyToRead(t *testing.T) {
	ctx := browsertest.Open(t)
	url, _ := sampleSite(t)
	text, err := os.ReadFile("../../sample-data/areas.yaml")
	if err != nil {
		t.Fatal(err)
	}
	register, err := area.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, a := range register.Authorities() {
		if !a.Ended() {
			looked++
			familyPageHolds(ctx, t, url+"/areas/"+a.Code+"/families")
		}
	}
	if looked < 40 {
		t.Errorf("looked at %d authorities only", looked)
	}
}

// TestPagesForFamiliesOfRealPlaces looks at an inner city, a county, the smallest area, the longest names and one that began lately.
func TestPagesForFamiliesOfRealPlaces(t *testing.T) {
	ctx := browsertest.Open(t)
	url := serveFolder(t, publishedFolder(t, "absence", "areas", "ehc-plans", "exclusions", "tribunal"))
	for _, code := range []string{"202", "878", "420", "839", "810", "942", "201"} {
		familyPageHolds(ctx, t, url+"/areas/"+code+"/families")
	}
	if body := get(t, url+"/areas/202/families"); !strings.Contains(body, "<strong>97 in every 100</strong> new plans came within 20 weeks in 2024.") {
		t.Error("the page for families in Camden does not say that 172 of 178 plans came within 20 weeks")
	}
	if body := get(t, url+"/areas/878/families"); !strings.Contains(body, "<strong>3 in every 100</strong> new plans came within 20 weeks in 2024.") {
		t.Error("the page for families in Devon does not say that 41 of 1,277 plans came within 20 weeks")
	}
}

// publishedFolder is a data folder with some folders of the published files.
func publishedFolder(t *testing.T, folders ...string) *Config {
	t.Helper()
	real, err := filepath.Abs("../../../shared/real")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(real); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	c := &Config{Data: t.TempDir(), Memory: "900MB"}
	l, err := c.loader(store.Folder{Dir: c.Data}, "england")
	if err != nil {
		t.Fatal(err)
	}
	var items []load.Item
	for _, folder := range folders {
		found, err := walk(filepath.Join(real, folder))
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, found...)
	}
	if _, err := l.Load(t.Context(), items); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestThePageForFamiliesIsAboutOneAuthority asks for a region, the country and nobody.
func TestThePageForFamiliesIsAboutOneAuthority(t *testing.T) {
	url, _ := sampleSite(t)
	for _, code := range []string{"X12000001", "X92000001", "999"} {
		resp, err := http.Get(url + "/areas/" + code + "/families")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("the page for families of %s answers %d", code, resp.StatusCode)
		}
	}
}
