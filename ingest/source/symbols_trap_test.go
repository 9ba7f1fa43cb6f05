package source

import "testing"

// GE-2, LT-8: one letter means different things in different publications, and each keeps its own meaning.
func TestALetterMeansWhatItsPublicationSays(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	meanings := map[string]map[string]string{}
	for _, s := range all {
		for _, l := range s.Layouts {
			meanings[s.ID+"/"+l.ID] = s.Meaning(l)
		}
	}
	for layout, want := range map[string]map[string]string{
		"ehc-plans/timeliness":             {"x": "not available", "z": "not applicable", "c": "suppressed", "low": "low", "u": "unreliable", "no data": "not available"},
		"ehc-plans/management-information": {"x": "not available", "z": "not applicable"},
		"tribunal/both-methods":            {"x": "not available", "..": "not available", "~": "suppressed"},
	} {
		holds(t, layout, meanings[layout], want)
	}
	for _, s := range all {
		for _, l := range s.Layouts {
			if s.ID == "special-needs-in-england" && l.Symbols != nil {
				holds(t, s.ID+"/"+l.ID, s.Meaning(l), map[string]string{"x": "not applicable", "z": "not available"})
			}
			if s.ID == "section-251" {
				holds(t, s.ID+"/"+l.ID, s.Meaning(l), map[string]string{":": "not available", "n/a": "not applicable", "c": "suppressed"})
			}
		}
	}
}

func holds(t *testing.T, layout string, got, want map[string]string) {
	t.Helper()
	if got == nil {
		t.Errorf("there is no layout %s", layout)
	}
	for symbol, meaning := range want {
		if got[symbol] != meaning {
			t.Errorf("%s: %q is %s, want %s", layout, symbol, got[symbol], meaning)
		}
	}
}

// A stated erratum is only of use when it says what stands there and what should.
func TestAStatedErrorSaysWhatStandsThereAndWhatShould(t *testing.T) {
	const source = `
id: a
title: A
publisher: A publisher
schedule: "0 6 * * *"
layouts: [{id: l, container: tidy, header: [n]}]
errata: [{check: stated, table: t, measures: [n], periods: ["2021"], areas: ["101"], printed: "1", why: it was wrong}]
`
	if _, err := Parse("a.yaml", []byte(source)); err == nil || err.Error() != "source a.yaml: a stated erratum needs table, measures, periods, areas, printed and should_be" {
		t.Errorf("got %v", err)
	}
}

// One published file has a column twice, and its layout says so. Anywhere else a column that stands twice is a stranger.
func TestAColumnThatStandsTwiceIsAStrangerUnlessItIsKnown(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		for _, l := range s.Layouts {
			if l.ID != "requests" {
				continue
			}
			names, err := l.Names()
			if err != nil {
				t.Fatal(err)
			}
			if fit, err := l.FitHeader(names); err != nil || !fit.Exact {
				t.Fatalf("the layout's own header does not fit: %v %v", fit, err)
			}
			fit, err := l.FitHeader(append(names, "requests_received_in_year"))
			if err != nil || fit.Exact || fit.Found != `the unknown columns "requests_received_in_year"` {
				t.Errorf("a column that stands twice is taken in: %q, %v", fit.Found, err)
			}
		}
	}
}
