package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestTheLargestComparisonStaysLight walks every page of twenty areas by twelve indicators in all their periods, in each layout and as charts.
// A page and what it loads before the chart library weigh less than 150 kB.
func TestTheLargestComparisonStaysLight(t *testing.T) {
	const most = 150_000
	url, _ := sampleSite(t)
	loaded := 0
	for _, asset := range regexp.MustCompile(`(?:href|src)="(/static/[^"]*\.(?:css|js))"`).FindAllStringSubmatch(get(t, url+"/compare?areas=101,102&indicators=S01&view=chart"), -1) {
		if !strings.Contains(asset[1], "echarts") {
			loaded += len(get(t, url+asset[1]))
		}
	}
	if loaded == 0 {
		t.Fatal("the page loads no stylesheet")
	}
	next := regexp.MustCompile(`rel="next" href="([^"]*)"`)
	query := "/compare?areas=101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,X12000001,X92000001&indicators=S01,S02,S06,S14,P05,X02,A01,R01o,S13a,F10,X05,S12n"
	for _, rest := range []string{"", "&by=indicators", "&by=years", "&view=chart", "&from=newest&view=chart"} {
		pages := 0
		for address := query + rest; address != "" && pages < 40; pages++ {
			body := get(t, url+address)
			if n := loaded + len(body); n > most {
				t.Errorf("%s: %d bytes, %d of them loaded beside the page", address, n, loaded)
			}
			address = ""
			if followed := next.FindStringSubmatch(body); followed != nil {
				address = strings.ReplaceAll(followed[1], "&amp;", "&")
			}
		}
		if pages < 2 || pages == 40 {
			t.Errorf("%q stands on %d pages", rest, pages)
		}
	}
}
