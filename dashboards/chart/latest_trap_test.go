package chart

import (
	"strings"
	"testing"
)

// LT-20: an area whose newest figure is missing keeps its name on its line, and the gap is marked.
func TestAnAreaWithoutItsNewestFigureKeepsItsName(t *testing.T) {
	tr := trend(values(40.0, 44.0, nil))
	tr.Series = append(tr.Series, Series{Name: "England", Role: England, Points: values(50.0, 50.0, 50.0)})
	svg := string(tr.SVG())
	ends := tr.ends(grid{right: 600, step: 100, low: 0, high: 100})
	if len(ends) != 2 {
		t.Errorf("%d lines are named at their ends, want 2", len(ends))
	}
	if !strings.Contains(svg, ">Alderbrook<") || !strings.Contains(svg, ">England<") || !strings.Contains(svg, "✕") {
		t.Errorf("the picture has lost a name or the mark of the gap: %s", svg)
	}
	if got := tr.Describe(); !strings.Contains(got, "2022 not published") {
		t.Errorf("described as %q", got)
	}
	raw, err := tr.Options()
	if o := options(t, raw, err); o.Series[0].Name != "Alderbrook" || len(o.Series[0].Data) != 3 {
		t.Errorf("the line is called %q with %d points", o.Series[0].Name, len(o.Series[0].Data))
	}
}
