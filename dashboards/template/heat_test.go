package view

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestAShadedCellSaysItsQuarterInWordsToo(t *testing.T) {
	v, err := New()
	if err != nil {
		t.Fatal(err)
	}
	table := Table{Caption: "Plans", Columns: []Column{{Label: "Area"}, {Label: "Figure", Numeric: true}, {Label: "Before", Break: true}}, Rows: []Row{
		{Cells: []Cell{Text("Alderbrook"), {Text: "90.0%", Detail: "better quarter", Shade: 4}, {Text: "80.0%", Detail: "better half", Shade: 3}}},
		{Cells: []Cell{Text("Wexmoor"), Missing("suppressed", "small numbers"), Number("10.0%")}}}}
	var b strings.Builder
	if err := v.pages["error"].ExecuteTemplate(&b, "table", table); err != nil {
		t.Fatal(err)
	}
	var classes, words []string
	for _, td := range elements(t, b.String(), func(n *html.Node) bool { return n.Data == "td" }) {
		class := ""
		for _, a := range td.Attr {
			if a.Key == "class" {
				class = a.Val
			}
		}
		classes = append(classes, class)
		text := ""
		for n := range td.Descendants() {
			if n.Type == html.TextNode {
				text += n.Data
			}
		}
		words = append(words, strings.Join(strings.Fields(text), " "))
	}
	for i, want := range []struct{ class, words string }{{"number heat heat-4", "90.0% better quarter"}, {"number break heat heat-3", "80.0% better half"},
		{"number", "suppressed: small numbers"}, {"number break", "10.0%"}} {
		if classes[i] != want.class || words[i] != want.words {
			t.Errorf("cell %d is %q and says %q, want %q and %q", i+1, classes[i], words[i], want.class, want.words)
		}
	}
}
