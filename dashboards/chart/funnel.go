package chart

import (
	"fmt"
	"math"
)

// FunnelPoint is one area of a funnel: how large it is, and its figure.
type FunnelPoint struct {
	Name, Text string  // "Camden"; "96.6% (172 of 178)"
	X, Y       float64 // the denominator, above zero; the figure in the units of the funnel's axis
	Role       Role
	// Marked points stand out in the colour of their role; all others are the same light grey, wherever they lie.
	Marked bool
}

// FunnelLimit is where the limits lie for an area of size X, in the units of the funnel's axis.
type FunnelLimit struct {
	X                  float64
	Lower95, Upper95   float64 // 95 in 100 areas would lie between these by chance alone
	Lower998, Upper998 float64 // 998 in 1,000
}

// Funnel sets each area's figure against its size, with the limits that chance alone would keep most areas within
// (Spiegelhalter 2005). Small areas may lie far from England by chance; large ones may not. Only marked areas are named.
type Funnel struct {
	Name     string
	X        string // the name of the x axis: "Plans issued in the year"
	Axis     Axis
	Polarity Polarity
	// Centre is England's figure, or what else the limits are drawn around; CentreText names it: "England 46.4%".
	Centre     float64
	CentreText string
	Points     []FunnelPoint
	Limits     []FunnelLimit // by growing X
	// Absent is said on the picture when the area it is about has no point: "Camden: suppressed, fewer than 6".
	Absent string
}

func (f Funnel) check() error {
	if len(f.Points) == 0 {
		return fmt.Errorf("funnel %q has no area with a number: show the sentence that says so instead of a chart", f.Name)
	}
	for _, p := range f.Points {
		if !finite(p.X, p.Y) || p.X <= 0 {
			return fmt.Errorf("funnel %q: %q lies at %v, %v: leave out an area that has no number or no denominator", f.Name, p.Name, p.X, p.Y)
		}
		if p.Marked && p.Role == England {
			return fmt.Errorf("funnel %q marks %q as England: England is the centre line", f.Name, p.Name)
		}
	}
	for i, l := range f.Limits {
		if !finite(l.X, l.Lower95, l.Upper95, l.Lower998, l.Upper998) || l.X <= 0 || i > 0 && l.X <= f.Limits[i-1].X {
			return fmt.Errorf("funnel %q: limit %d at %v: give finite limits by growing X, above zero", f.Name, i+1, l.X)
		}
		if l.Lower998 > l.Lower95 || l.Lower95 > l.Upper95 || l.Upper95 > l.Upper998 {
			return fmt.Errorf("funnel %q: the limits at %v cross", f.Name, l.X)
		}
	}
	return nil
}

func finite(vs ...float64) bool {
	for _, v := range vs {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// What the two pairs of limits say, on the picture.
const (
	words95  = "95 in 100 areas would lie between these by chance"
	words998 = "998 in 1,000 would lie between these"
)

// manyTimes is how many times larger the largest area is than the smallest where a straight scale would crowd most
// areas against the left edge; from there on the scale is logarithmic, and says so.
const manyTimes = 20

// across is the scale of the areas' sizes.
func (f Funnel) across() scale {
	least, most := math.Inf(1), 0.0
	for _, p := range f.Points {
		least, most = min(least, p.X), max(most, p.X)
	}
	if most < manyTimes*least {
		return straight(ticks(0, most))
	}
	return logarithmic(least, most)
}

// acrossName says what the x axis counts, and that its steps multiply where they do.
func (f Funnel) acrossName() string {
	if f.across().log {
		return f.X + " (logarithmic scale: equal steps multiply)"
	}
	return f.X
}

// up is the scale of the figures: every area, England, and the limits as far as a quarter beyond them.
func (f Funnel) up() scale {
	all := []*float64{&f.Centre}
	for i := range f.Points {
		all = append(all, &f.Points[i].Y)
	}
	low, high, _ := span(all...)
	reach := (high - low) / 4
	for _, l := range f.Limits {
		low, high = min(low, max(l.Lower998, low-reach)), max(high, min(l.Upper998, high+reach))
		reach = 0
	}
	if !f.Axis.FreeStart {
		low, high = min(low, 0), max(high, 0)
	}
	return straight(ticks(low, high))
}

// upName says what the y axis measures, and which way is better where that is agreed.
func (f Funnel) upName() string {
	switch f.Polarity {
	case HigherIsBetter:
		return f.Axis.Name + " (higher is better)"
	case LowerIsBetter:
		return f.Axis.Name + " (lower is better)"
	}
	return f.Axis.Name
}

// beyond says in words where a point lies beside the limits; it is empty where there are none.
func (f Funnel) beyond(p FunnelPoint) string {
	l, ok := f.limitAt(p.X)
	switch {
	case !ok:
		return ""
	case p.Y > l.Upper998:
		return "above the outer limit"
	case p.Y > l.Upper95:
		return "above the inner limit"
	case p.Y < l.Lower998:
		return "below the outer limit"
	case p.Y < l.Lower95:
		return "below the inner limit"
	}
	return "between the limits"
}

// limitAt is the limit at a size, straight between the two nearest; ok is false beyond the ends.
func (f Funnel) limitAt(x float64) (FunnelLimit, bool) {
	for i, l := range f.Limits {
		if l.X == x {
			return l, true
		}
		if l.X > x && i > 0 {
			a := f.Limits[i-1]
			t := (x - a.X) / (l.X - a.X)
			between := func(p, q float64) float64 { return p + t*(q-p) }
			return FunnelLimit{x, between(a.Lower95, l.Lower95), between(a.Upper95, l.Upper95),
				between(a.Lower998, l.Lower998), between(a.Upper998, l.Upper998)}, true
		}
	}
	return FunnelLimit{}, false
}

// Describe says in words what stands out: how many areas, England, and where the marked areas lie.
func (f Funnel) Describe() string {
	text := fmt.Sprintf("%d areas by %s; %s", len(f.Points), lowerFirst(f.X), f.CentreText)
	for _, p := range f.Points {
		if p.Marked && p.Role == ThisArea {
			text += "; " + p.Name + " " + p.Text
			if where := f.beyond(p); where != "" {
				text += ", " + where
			}
		}
	}
	if f.Absent != "" {
		text += "; " + f.Absent
	}
	if len(f.Limits) > 0 {
		text += ". Inner limits: " + words95 + "; outer limits: " + words998
	}
	return text + "."
}
