package chart

import (
	"html/template"
	"slices"
	"strings"
)

// The still pictures are drawn at this size and scale with the page.
const (
	stillWidth  = 720.0
	stillHeight = 330.0
	stillTop    = 34.0
	stillBottom = stillHeight - 30
	stillLeft   = 64.0
)

type stillTick struct {
	At    float64
	Label string
}

type stillDot struct{ X, Y float64 }

type stillLabel struct {
	X, Y float64
	Text string
}

type stillSeries struct {
	Class, Colour, Dash string
	Width               float64
	Lines, Band         string // path data
	Dots                []stillDot
	Gaps                []stillDot // where a period has no number, this area only
}

type stillPicture struct {
	ID, Title, Desc          string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Zero                     float64
	Across, Up               []stillTick
	Series                   []stillSeries
	Ends                     []stillEnd
	Breaks                   []stillLabel
	Empty                    bool
}

// stillEnd names a line at its right end.
type stillEnd struct {
	X, Y                float64
	Name, Class, Colour string
}

// SVG draws the trend without script: for readers without it, and for paper. Series are named at the end of their
// line. A trend that Options would refuse draws nothing.
func (t Trend) SVG() template.HTML {
	if t.check() != nil || len(t.Periods) == 0 {
		return ""
	}
	low, high, ok := t.extent()
	up := ticks(low, high)
	g := t.grid(up)
	pic := stillPicture{
		Title: t.Name, Desc: t.Describe(), Width: stillWidth, Height: stillHeight, Empty: !ok,
		Left: stillLeft, Right: g.right, Top: stillTop, Bottom: stillBottom, Zero: g.y(max(up[0], min(0, up[len(up)-1]))),
	}
	for _, v := range up {
		pic.Up = append(pic.Up, stillTick{g.y(v), t.Axis.label(v)})
	}
	every := 1 + (len(t.Periods)*70-1)/int(g.right-stillLeft)
	for i, p := range t.Periods {
		if (len(t.Periods)-1-i)%every == 0 {
			pic.Across = append(pic.Across, stillTick{g.x(i), p})
		}
	}
	// The area itself is drawn last, over the others.
	for _, s := range slices.Backward(t.Series) {
		pic.Series = append(pic.Series, t.still(s, g))
	}
	for _, b := range t.Breaks {
		pic.Breaks = append(pic.Breaks, stillLabel{g.edge(t.at(b.Period)), stillTop - 8, b.Label})
	}
	pic.Ends = t.ends(g)
	pic.ID = id("trend", pic.Title, pic.Desc)
	return drawSVG("trend.svg.tmpl", pic)
}

type grid struct {
	right, step, low, high float64
}

// grid leaves room on the right for the longest series name.
func (t Trend) grid(up []float64) grid {
	longest := 0
	for _, s := range t.Series {
		longest = max(longest, len([]rune(s.Name)))
	}
	right := stillWidth - min(220, 24+8*float64(longest))
	return grid{right, (right - stillLeft) / float64(len(t.Periods)), up[0], up[len(up)-1]}
}

func (g grid) x(i int) float64    { return stillLeft + (float64(i)+0.5)*g.step }
func (g grid) edge(i int) float64 { return stillLeft + float64(i)*g.step }
func (g grid) y(v float64) float64 {
	return stillBottom - (v-g.low)/(g.high-g.low)*(stillBottom-stillTop)
}

var svgDash = map[string]string{"dashed": "7 5", "dotted": "2 4"}

func (t Trend) still(s Series, g grid) stillSeries {
	k := s.Role.look()
	out := stillSeries{Class: k.class, Colour: k.colour, Dash: svgDash[k.dash], Width: float64(k.width)}
	for _, r := range t.runs() {
		pen := "M"
		for i := r.first; i < r.end; i++ {
			v := s.Points[i].Value
			if v == nil {
				pen = "M"
				if s.Role == ThisArea && !t.hasHere(i) {
					out.Gaps = append(out.Gaps, stillDot{g.x(i), stillBottom - 8})
				}
				continue
			}
			out.Lines += pen + px(g.x(i)) + " " + px(g.y(*v))
			out.Dots = append(out.Dots, stillDot{g.x(i), g.y(*v)})
			pen = "L"
		}
		out.Band += s.bands(r, g)
	}
	return out
}

// hasHere says that the area has a number at a period, in one of its lines: one counted in two ways has two.
func (t Trend) hasHere(i int) bool {
	return slices.ContainsFunc(t.Series, func(s Series) bool { return s.Role == ThisArea && s.Points[i].Value != nil })
}

// bands are the closed outlines of the intervals in one run, one for each stretch without a gap.
func (s Series) bands(r run, g grid) string {
	var all strings.Builder
	var upper, lower []string
	for i := r.first; i <= r.end; i++ {
		if i < r.end && s.Points[i].Lower != nil && s.Points[i].Upper != nil {
			upper = append(upper, px(g.x(i))+" "+px(g.y(*s.Points[i].Upper)))
			lower = append(lower, px(g.x(i))+" "+px(g.y(*s.Points[i].Lower)))
			continue
		}
		if len(upper) > 1 {
			slices.Reverse(lower)
			all.WriteString("M" + strings.Join(upper, "L") + "L" + strings.Join(lower, "L") + "Z")
		}
		upper, lower = nil, nil
	}
	return all.String()
}

// ends places the names of the series beside their last number, pushed apart where they would overlap.
func (t Trend) ends(g grid) []stillEnd {
	var out []stillEnd
	for _, s := range t.Series {
		k := s.Role.look()
		for _, p := range slices.Backward(s.Points) {
			if p.Value != nil {
				out = append(out, stillEnd{X: g.right + 6, Y: g.y(*p.Value) + 5, Name: s.Name, Class: k.class, Colour: k.colour})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b stillEnd) int {
		if a.Y < b.Y {
			return -1
		}
		return 1
	})
	const line = 18
	for i := 1; i < len(out); i++ {
		out[i].Y = max(out[i].Y, out[i-1].Y+line)
	}
	// What was pushed below the picture is pushed back up.
	for i, floor := len(out)-1, stillBottom+4; i >= 0; i, floor = i-1, floor-line {
		out[i].Y = min(out[i].Y, floor)
	}
	return out
}

// Describe says each series in words, first to last period.
func (t Trend) Describe() string {
	var parts []string
	for _, s := range t.Series {
		var words []string
		for i, p := range s.Points {
			if p.Text != "" && i < len(t.Periods) {
				words = append(words, t.Periods[i]+" "+p.Text)
			}
		}
		parts = append(parts, s.Name+": "+strings.Join(words, ", "))
	}
	for _, b := range t.Breaks {
		parts = append(parts, b.Label+" from "+b.Period)
	}
	return strings.Join(parts, ". ") + "."
}

// Radius of the dots on a line: a thick line has thick dots.
func (s stillSeries) Radius() float64 { return 2 + s.Width/2 }
