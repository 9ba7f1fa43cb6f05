package page

import (
	"strings"
	"testing"

	"inclusion/internal/indicator"
	"inclusion/internal/readable"
)

// What a page for families may ask of its reader.
const (
	oldestReader    = 12 // years
	longestSentence = 25 // words
)

func TestPlainWordsAreEasyToRead(t *testing.T) {
	words, err := plainWords()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	for id, text := range words.Indicators {
		if catalogue[id].Law != "" {
			text.Law = "" // its own file's, which the page as a whole is measured with
		}
		for field, sentence := range map[string]string{"means": text.Means, "law": text.Law, "good": text.Good, "not_shown": text.NotShown, "question": text.Question} {
			if age := readable.Of(sentence).Age(); age > oldestReader {
				t.Errorf("%s: %s has a reading age of %.1f, and %d is the most: %s", id, field, age, oldestReader, sentence)
			}
			if long, n := readable.Longest(sentence); n > longestSentence {
				t.Errorf("%s: %s has a sentence of %d words, and %d is the most: %s", id, field, n, longestSentence, long)
			}
		}
		if !strings.HasSuffix(text.Question, "?") {
			t.Errorf("%s: the question is none: %s", id, text.Question)
		}
	}
}

func TestPlainWordsAreHeldToTheCatalogue(t *testing.T) {
	catalogue := map[string]indicator.Indicator{
		"S01": {ID: "S01", Unit: "percent", Law: "The law allows 20 weeks."}, "A01": {ID: "A01", Unit: "percent"}, "F10": {ID: "F10", Unit: "pounds"},
	}
	const rest = "of: plans, did: came, means: It means., good: It is good., not_shown: It is not shown., question: 'Why?'"
	for text, fault := range map[string]string{
		"lines: [{show: [S01]}]\nindicators: {S01: {name: A name, " + rest + "}}":                           "",
		"lines: [{show: [A01]}]\nindicators: {A01: {name: A name, law: No standard is set., " + rest + "}}": "",
		"lines: [{show: [Z99]}]\nindicators: {Z99: {name: A name, " + rest + "}}":                           "Z99 is not in the catalogue",
		"lines: [{show: [S01]}]\nindicators: {S01: {" + rest + "}}":                                         "S01: name is missing",
		"lines: [{show: [A01]}]\nindicators: {A01: {name: A name, " + rest + "}}":                           "A01: law is missing",
		"lines: [{show: [S01]}]\nindicators: {S01: {name: A name, law: Twenty weeks., " + rest + "}}":       "has a sentence about the law already",
		"lines: [{show: [S01], also: A01}]\nindicators: {S01: {name: A name, " + rest + "}}":                "line 1: there are no words for A01",
		"lines: [{also: S01}]\nindicators: {S01: {name: A name, " + rest + "}}":                             "line 1 shows nothing",
		"indicators: {S01: {name: A name, " + rest + "}}":                                                   "lines is missing",
		"lines: [{show: [F10]}]\nindicators: {F10: {name: A name, law: None., " + rest + "}}":               "pounds cannot be said",
		"lines: [{show: [S01]}]\nindicators: {S01: {name: A name, nmae: A name, " + rest + "}}":             "nmae",
	} {
		_, err := readPlain([]byte(text), catalogue)
		switch {
		case fault == "" && err != nil:
			t.Errorf("%s\nis refused: %v", text, err)
		case fault != "" && (err == nil || !strings.Contains(err.Error(), fault)):
			t.Errorf("%s\nis refused because of %v, want %q", text, err, fault)
		}
	}
}

func TestANumberIsSaidAsAParentWouldSayIt(t *testing.T) {
	share := indicator.Indicator{Unit: "percent", Precision: 1, Interval: "wilson"}
	rate := indicator.Indicator{Unit: "per 100 pupils", Precision: 3, Interval: "byar"}
	plans := plainText{Of: "new plans", Did: "came on time"}
	sent := plainText{Of: "pupils with a plan", Did: "suspensions"}
	number := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		in    indicator.Indicator
		text  plainText
		row   indicator.Row
		scale plainScale
		want  string
	}{
		{share, plans, indicator.Row{Value: number(96.6)}, 100, "97 in every 100 new plans came on time"},
		{share, plans, indicator.Row{Value: number(3.7)}, 1000, "37 in every 1,000 new plans came on time"},
		{share, plans, indicator.Row{Value: number(100)}, 100, "All new plans came on time"},
		{share, plans, indicator.Row{Value: number(99.8)}, 100, "Nearly 100 in every 100 new plans came on time"},
		{share, plans, indicator.Row{Value: number(0.2)}, 100, "Fewer than 1 in every 100 new plans came on time"},
		{share, plans, indicator.Row{Value: number(0), Numerator: number(0), Denominator: number(60)}, 100, "None of the new plans came on time"},
		{share, plans, indicator.Row{Value: number(100), Numerator: number(1), Denominator: number(1)}, 100, "1 of 1 new plans came on time"},
		{share, plans, indicator.Row{Value: number(0), Numerator: number(0), Denominator: number(4)}, 100, "None of 4 new plans came on time"},
		{share, plans, indicator.Row{Value: number(25), Denominator: number(8)}, 100, "25 in every 100 new plans came on time"},
		{rate, sent, indicator.Row{Value: number(16.068)}, 100, "There were 16 suspensions for every 100 pupils with a plan"},
		{rate, sent, indicator.Row{Value: number(4.702)}, 100, "There were 4.7 suspensions for every 100 pupils with a plan"},
		{rate, sent, indicator.Row{Value: number(0)}, 100, "There were no suspensions for every 100 pupils with a plan"},
	} {
		if got := c.text.say(c.in, c.row, c.scale).text(); got != c.want {
			t.Errorf("%v is said %q, want %q", *c.row.Value, got, c.want)
		}
	}
}

// Two figures that differ are never said to be the same number.
func TestTheScaleTellsFiguresApart(t *testing.T) {
	share := indicator.Indicator{Unit: "percent"}
	for _, c := range []struct {
		v      float64
		others []float64
		want   plainScale
	}{{40.8, []float64{46.4}, 100}, {4.0, []float64{3.2}, 100}, {3.7, []float64{4.4}, 1000}, {96.4, []float64{84.8, 95.6}, 1000}, {0.3, nil, 1000}, {0, nil, 100}} {
		if got := scaleFor(share, c.v, c.others...); got != c.want {
			t.Errorf("%v beside %v is said out of %v, want %v", c.v, c.others, got, c.want)
		}
	}
}
