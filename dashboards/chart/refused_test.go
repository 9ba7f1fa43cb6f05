package chart

import (
	"math"
	"strings"
	"testing"
)

func TestChartThatCannotBeReadIsRefusedAndNotDrawn(t *testing.T) {
	point := func(x, y float64) Funnel { return Funnel{Points: []FunnelPoint{{Name: "Camden", X: x, Y: y}}} }
	england := point(1, 2)
	england.Points[0].Role, england.Points[0].Marked = England, true
	shrinking, crossed := funnel(10, 20), funnel(10, 20)
	shrinking.Limits = []FunnelLimit{{X: 9}, {X: 8}}
	crossed.Limits = []FunnelLimit{{9, 3, 2, 1, 4}}
	halfInterval, backwards, silent := spineRow(NoDirection), spineRow(NoDirection), spineRow(NoDirection)
	halfInterval.Upper = nil
	backwards.Min, backwards.Max = V(9), V(1)
	silent.Value, silent.Text = nil, ""
	short, untold := barOf("Camden", nil, 50.0), barOf("Camden", nil, 50.0, 50.0)
	untold.Text = nil
	lost, adrift, unsaid := waterfall(), waterfall(), waterfall()
	lost.Steps[3].Value = 70
	adrift.Steps[1].Unknown = true
	unsaid.Steps[0].Value = math.NaN()
	for name, c := range map[string]Drawing{
		"funnel without areas": Funnel{}, "funnel with an area of no size": point(0, 5), "funnel with no number": point(3, math.NaN()),
		"funnel with England as an area": england, "funnel with limits out of order": shrinking, "funnel with crossed limits": crossed,
		"spine without rows": Spine{}, "spine with half an interval": Spine{Rows: []SpineRow{halfInterval}},
		"spine with a range the wrong way round": Spine{Rows: []SpineRow{backwards}}, "spine that does not say why": Spine{Rows: []SpineRow{silent}},
		"mix without parts": Mix{Bars: []MixBar{{}}}, "mix without bars": Mix{Parts: []string{"A"}},
		"mix of eight parts":   mix(barOf("Camden", nil, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
		"mix with a short bar": mix(barOf("England", nil, 50.0, 50.0), short), "mix without texts": mix(untold),
		"mix of more than a whole": mix(barOf("Camden", V(60), 50.0)), "mix with a share below zero": mix(barOf("Camden", nil, -5.0)),
		"waterfall without steps": Waterfall{}, "waterfall of nothing known": Waterfall{Steps: []Step{{Unknown: true}}},
		"waterfall whose total does not follow": lost, "waterfall with a change after an unknown one": adrift, "waterfall without a number": unsaid,
	} {
		if _, err := c.Options(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if svg := c.SVG(); svg != "" {
			t.Errorf("%s draws %s", name, svg)
		}
	}
}

func TestNamesCannotBreakOutOfAPictureOrAScript(t *testing.T) {
	const nasty = `</script><b x="y">O'Brien & Sons`
	f, s, m, w := funnel(10, 20), Spine{Name: nasty, Area: nasty, Rows: []SpineRow{spineRow(NoDirection)}}, mix(barOf(nasty, V(1), 9.0, nil)), waterfall()
	f.Name, f.X, f.Axis.Name, f.CentreText, f.Absent, f.Points[0].Name, f.Points[0].Text, f.Points[0].Marked = nasty, nasty, nasty, nasty, nasty, nasty, nasty, true
	s.Rows[0].Name, s.Rows[0].Text, s.Rows[0].EnglandText, s.Rows[0].MinText = nasty, nasty, nasty, nasty
	m.Name, m.Parts[0], m.Parts[1], m.Other, m.Bars[0].Text[0], m.Bars[0].Text[1] = nasty, nasty, nasty, nasty, nasty, nasty
	w.Name, w.Steps[0].Name, w.Steps[0].Text, w.Axis.Prefix = nasty, nasty, nasty, nasty
	for name, c := range map[string]Drawing{"funnel": f, "spine": s, "mix": m, "waterfall": w} {
		raw, err := c.Options()
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, c.SVG())
		for kind, text := range map[string]string{"picture": string(c.SVG()), "options": string(raw)} {
			if strings.Contains(text, "<b") || strings.Contains(text, "</script") {
				t.Errorf("%s: a name is not escaped in the %s: %s", name, kind, text)
			}
		}
	}
}
