package chart

import (
	"strings"
	"testing"
)

func TestLengthDrawsFromZeroAndLeavesGapsOpen(t *testing.T) {
	for _, c := range []struct {
		name   string
		length Length
		has    []string
		lacks  string
	}{
		{"half of the scale", Length{Text: "A 5", Value: V(5), High: 10}, []string{`x="2"`, `width="118"`, "<title>A 5</title>", "c-other"}, "c-england"},
		{"below zero", Length{Value: V(-5), Low: -10, High: 10}, []string{`x="61"`, `width="59"`}, "c-england"},
		{"this area beside England", Length{Value: V(10), England: V(5), High: 10, Marked: true, Role: ThisArea}, []string{"c-this-area", `d="M120 0v20"`}, "c-other"},
		{"a true zero", Length{Value: V(0), High: 10}, []string{`width="1.5"`}, "NaN"},
		{"no figure", Length{Text: "A not published", High: 10}, []string{"A not published", "c-range"}, "<rect"},
		{"nothing anywhere", Length{Text: "none"}, []string{"c-range"}, "NaN"},
	} {
		svg := string(c.length.SVG())
		for _, want := range c.has {
			if !strings.Contains(svg, want) {
				t.Errorf("%s: no %s in %s", c.name, want, svg)
			}
		}
		if strings.Contains(svg, c.lacks) {
			t.Errorf("%s: %s in %s", c.name, c.lacks, svg)
		}
	}
}
