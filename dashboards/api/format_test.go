package api

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestASpreadsheetDoesNotRunACell(t *testing.T) {
	for text, want := range map[string]string{
		"":                  "",
		"Camden":            "Camden",
		"-4":                "-4",
		"-4.5":              "-4.5",
		"+1":                "+1",
		"=1+1":              "'=1+1",
		"+cmd":              "'+cmd",
		"-2+3":              "'-2+3",
		"@SUM(A1)":          "'@SUM(A1)",
		"\t=1":              "'\t=1",
		"10 - 20":           "10 - 20",
		"fewer than = half": "fewer than = half",
	} {
		if got := inert(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsNoNumberIsLeftOutWithAStatus(t *testing.T) {
	a := answer{table: table{columns: []string{"value", "status", "lower"}, rows: [][]any{
		{math.NaN(), "ok", 1.5}, {math.Inf(1), "ok", nil}, {2.0, "ok", math.Inf(-1)}, {nil, "suppressed", nil}}}}
	a.onlyNumbers()
	body, err := a.json(about{Editions: []edition{}})
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Data []map[string]any }
	parse(t, body, &got)
	for i, want := range []string{"unreliable", "unreliable", "ok", "suppressed"} {
		if got.Data[i]["status"] != want {
			t.Errorf("row %d has the status %v, want %s", i, got.Data[i]["status"], want)
		}
	}
	if got.Data[0]["value"] != nil || got.Data[1]["value"] != nil || got.Data[2]["lower"] != nil || got.Data[2]["value"] != 2.0 {
		t.Errorf("the numbers are %v", got.Data)
	}
}

func TestCellsAsText(t *testing.T) {
	for _, c := range []struct {
		cell any
		want string
	}{
		{nil, ""}, {0.0, "0"}, {1e7, "10000000"}, {0.1, "0.1"}, {int64(12), "12"}, {true, "true"},
		{[]any{}, ""}, {[]any{"940", "941"}, "940 941"},
		{[]any{map[string]any{"code": "202", "place": 1}}, "202"},
		{[]any{map[string]any{"from": "2022", "why": "New records."}}, "2022: New records."},
	} {
		if got := plain(c.cell); got != c.want {
			t.Errorf("%v is written as %q, want %q", c.cell, got, c.want)
		}
	}
}

var nextPage = regexp.MustCompile(`<` + Prefix + `([^>]*)>; rel="next"`)

func TestPagesFollowOneAnotherToTheEnd(t *testing.T) {
	r := site(t, loaded(t, "england"))
	for whole, limit := range map[string]string{"/areas?": "limit=5", "/indicators?": "limit=7", "/indicators/S01?period=all&": "limit=4",
		"/areas/202/indicators?": "limit=2", "/sources?": "limit=3", "/editions?": "limit=1"} {
		want := read(t, r, whole+"limit=1000").Data
		var pages []map[string]any
		for next := whole + limit; next != "" && len(pages) <= len(want); {
			body := read(t, r, next)
			pages = append(pages, body.Data...)
			if body.About["total"] != float64(len(want)) {
				t.Errorf("%s: the total is %v, want %d", next, body.About["total"], len(want))
			}
			m := nextPage.FindStringSubmatch(get(r, next).Header().Get("Link"))
			next = ""
			if m != nil {
				next = m[1]
			}
		}
		if !slices.EqualFunc(pages, want, func(a, b map[string]any) bool { return cmp.Equal(a, b) }) {
			t.Errorf("%s: the pages together have %d rows and are not the whole list of %d", whole, len(pages), len(want))
		}
	}
}

func TestPagesNameTheirNeighbours(t *testing.T) {
	for _, c := range []struct {
		limit, offset, total    int
		first, prev, next, last string // offsets
	}{
		{10, 0, 25, "0", "", "10", "20"},
		{10, 10, 25, "0", "0", "20", "20"},
		{10, 20, 25, "0", "10", "", "20"},
		{10, 5, 25, "0", "0", "15", "20"},
		{10, 99, 25, "0", "20", "", "20"},
		{10, 10, 20, "0", "0", "", "10"},
		{10, 0, 0, "0", "", "", "0"},
	} {
		at := &url.URL{Path: "/api/v1/indicators/S01", RawQuery: "period=2024-25+autumn&offset=3"}
		var want []string
		for _, link := range [][2]string{{"first", c.first}, {"prev", c.prev}, {"next", c.next}, {"last", c.last}} {
			if link[1] != "" {
				want = append(want, fmt.Sprintf(`</api/v1/indicators/S01?limit=%d&offset=%s&period=2024-25+autumn>; rel="%s"`, c.limit, link[1], link[0]))
			}
		}
		if got := links(at, page{c.limit, c.offset}, c.total); got != strings.Join(want, ", ") {
			t.Errorf("rows %d to %d of %d:\n%s\nwant\n%s", c.offset+1, c.offset+c.limit, c.total, got, strings.Join(want, ", "))
		}
	}
}

func TestAFileThatIsAPartSaysSo(t *testing.T) {
	r := site(t, loaded(t, "england"))
	for address, want := range map[string]string{
		"/areas.csv":                          "areas.csv",
		"/areas.csv?limit=3&offset=2":         "areas-rows-3-to-5.csv",
		"/areas/202/indicators/S01.csv":       "area-202-S01.csv",
		"/areas/england.csv":                  "area-E92000001.csv",
		"/indicators/S01.csv?period=all":      "S01.csv",
		"/indicators/S01.csv?offset=99":       "S01-2024.csv",
		"/findings.csv?severity=warning":      "findings.csv",
		"/areas/202/indicators.csv?pool=all":  "area-202-indicators.csv",
		"/indicators/A01.csv?limit=5&offset=": "A01.csv",
	} {
		if got := get(r, address).Header().Get("Content-Disposition"); got != `attachment; filename="`+want+`"` {
			t.Errorf("%s is called %s, want %s", address, got, want)
		}
	}
}
