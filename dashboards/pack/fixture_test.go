package pack_test

import (
	"testing"
	"time"

	"inclusion/dashboards/pack"
	"inclusion/internal/plan"
)

const (
	code  = "101"
	cycle = "2026"
)

// frameworks are those that this program brings.
func frameworks(t *testing.T) plan.Frameworks {
	t.Helper()
	all, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// source is a pack's version whose book holds some documents.
func source(t *testing.T, docs ...plan.Document) pack.Source {
	t.Helper()
	book := plan.NewBook(code)
	for _, d := range docs {
		book.Put(d)
	}
	framework := frameworks(t).Newest()
	value, england, part, whole := 47.0, 41.1, 47.0, 100.0
	figures := plan.Figures{Area: code, Values: map[string]plan.Figure{"S10": {Indicator: "S10", Name: "Review decisions in four weeks", Unit: "percent", Type: "legal", Polarity: "higher",
		Period: "2024", Value: &value, England: &england, Numerator: &part, Denominator: &whole, Status: "ok", Standing: "not met in most cases"}}}
	at := time.Date(2026, 3, 14, 10, 0, 0, 0, time.UTC)
	v := &plan.Version{Partnership: code, Name: "Alderbrook SEND and AP partnership", Number: 1, Cycle: cycle, Framework: *framework, At: at, Figures: figures, SHA256: "0123abcd"}
	return pack.Source{Version: v, Review: plan.ReviewOf(book, framework, figures, cycle, nil, plan.DayOf(at)), Area: "Alderbrook"}
}

// part finds a part of a pack by its number.
func part(p pack.Pack, number int) pack.Part { return p.Parts[number-1] }

// block finds a block by its heading.
func block(t *testing.T, p pack.Part, heading string) pack.Block {
	t.Helper()
	for _, b := range p.Blocks {
		if b.Heading == heading {
			return b
		}
	}
	t.Fatalf("part %d has no block %q", p.Number, heading)
	return pack.Block{}
}
