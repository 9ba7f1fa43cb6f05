package chart

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func smallMap() TileMap {
	return TileMap{Name: "Plans in 20 weeks, 2024", Classes: []string{"no figure: 1", "worse quarter: 1", "worse half: 0", "better half: 0", "better quarter: 1"}, Apart: "not ranked: 1",
		Tiles: []Tile{
			{Code: "101", Short: "Ald", Name: "Alderbrook", Href: "/areas/101", Text: "90.0%, better quarter", Group: "N", Col: 5, Row: 0, Class: 4},
			{Code: "102", Short: "Bou", Name: "Bournley & Co", Href: "/areas/102", Text: "40.0%, worse quarter", Group: "N", Col: 6, Row: 0, Class: 1, Marked: true},
			{Code: "103", Short: "Chr", Name: "Christow", Href: "/areas/103", Text: "suppressed", Group: "S", Col: 5, Row: 1},
			{Code: "104", Short: "Tin", Name: "Tiny", Text: "100.0%, not ranked", Group: "S", Col: 6, Row: 1, Class: Unclassed},
		}}
}

func TestATileSaysItsClassInWordsSquaresAndColour(t *testing.T) {
	svg := string(smallMap().SVG())
	wellFormed(t, smallMap().SVG())
	for what, want := range map[string]string{
		"the title":       `<title>Alderbrook: 90.0%, better quarter</title>`,
		"an escaped name": `Bournley &amp; Co: 40.0%`,
		"the link":        `<a href="/areas/101"`,
		"the key":         `>better quarter: 1</text>`,
		"hatching":        `<pattern `,
		"the frame":       `class="frame"`,
		"what is apart":   `>not ranked: 1</text>`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is missing: %q is not in the map", what, want)
		}
	}
	if strings.Count(svg, "<title>") != 4 || strings.Contains(svg, `role="img"`) {
		t.Error("the links of a map must each have a name and must not be hidden behind one picture")
	}
	for class := 1; class <= 4; class++ {
		if pips := strings.Count(smallMap().kind(class).Pips, "M"); pips != class {
			t.Errorf("class %d has %d squares", class, pips)
		}
	}
	if smallMap().kind(0).Pips != "" {
		t.Error("a tile without a figure has squares")
	}
}

func TestTheBorderRunsBetweenRegionsAndNotWithin(t *testing.T) {
	one := outline([]Tile{{Group: "N", Col: 0}, {Group: "N", Col: 1}})
	if want := "M4 4H84M4 44H84M4 4V44M84 4V44"; one != want {
		t.Errorf("two tiles of one region have the border %q, want %q", one, want)
	}
	if two := outline([]Tile{{Group: "N", Col: 0}, {Group: "S", Col: 1}}); !strings.Contains(two, "M44 4V44") {
		t.Errorf("two regions have no border between them: %q", two)
	}
}

func TestTheKeyStandsClearOfTheTiles(t *testing.T) {
	free := smallMap()
	if _, top := free.key(); top != 0 {
		t.Errorf("a map with room in its north-west is pushed down by %v", top)
	}
	free.Tiles[0].Col = 0
	if lines, top := free.key(); top < float64(len(lines))*tileKeyLine {
		t.Errorf("a tile in the corner stands under the key: %v is too little", top)
	}
}

func TestAMapThatCannotBeReadIsRefused(t *testing.T) {
	for what, spoil := range map[string]func(*TileMap){
		"no tile":               func(m *TileMap) { m.Tiles = nil },
		"two on one spot":       func(m *TileMap) { m.Tiles[1].Col = 5 },
		"a class without words": func(m *TileMap) { m.Tiles[0].Class = 5 },
		"apart without words":   func(m *TileMap) { m.Apart = "" },
		"too many classes":      func(m *TileMap) { m.Classes = append(m.Classes, "best of all") },
	} {
		m := smallMap()
		spoil(&m)
		if _, err := m.Options(); err == nil || m.SVG() != "" {
			t.Errorf("%s: %v, and drawn all the same: %v", what, err, m.SVG() != "")
		}
	}
}

func panels(values ...[]*float64) Multiples {
	m := Multiples{Name: "Plans in 20 weeks", Axis: Axis{Suffix: "%"}}
	for i, vs := range values {
		m.Panels = append(m.Panels, Panel{Title: "Area " + strconv.Itoa(i+1), Href: "/areas/" + strconv.Itoa(101+i), Text: "in 2024",
			Periods: []string{"2021", "2022", "2023", "2024"}[:len(vs)], Values: vs, England: []*float64{V(40), V(42), V(44), V(46)}[:len(vs)]})
	}
	return m
}

var panelLineOf = regexp.MustCompile(`c-this-area c-line" d="([^"]*)"`)

func TestPanelsShareOneScale(t *testing.T) {
	m := panels([]*float64{V(10), V(10), V(10), V(10)}, []*float64{V(100), V(100), V(100), V(100)})
	wellFormed(t, m.SVG())
	lines := panelLineOf.FindAllStringSubmatch(string(m.SVG()), -1)
	if len(lines) != 2 {
		t.Fatalf("%d lines are drawn, want 2", len(lines))
	}
	height := func(path string) float64 {
		_, y, _ := strings.Cut(strings.TrimPrefix(strings.Split(path, "L")[0], "M"), " ")
		v, err := strconv.ParseFloat(y, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	// From zero at the foot to 100 at the head of the plot, 10 stands a tenth up.
	if up := height(lines[0][1]) - height(lines[1][1]); up < 0.89*panelPlot || up > 0.91*panelPlot {
		t.Errorf("10 and 100 stand %v apart in a plot of %v: the scale is not one", up, panelPlot)
	}
}

func TestAPanelLeavesAGapAtABreakAndAtAMissingNumber(t *testing.T) {
	m := panels([]*float64{V(10), nil, V(30), V(40)}, []*float64{V(10), V(20), V(30), V(40)})
	m.Panels[1].Break = 2
	lines := panelLineOf.FindAllStringSubmatch(string(m.SVG()), -1)
	for i, want := range []int{2, 2} {
		if got := strings.Count(lines[i][1], "M"); got != want {
			t.Errorf("panel %d has %d strokes, want %d: %s", i+1, got, want, lines[i][1])
		}
	}
	if !strings.Contains(string(m.SVG()), "counted in a new way") {
		t.Error("nothing says why the line is broken")
	}
	if !strings.Contains(string(panels([]*float64{nil, nil}).SVG()), ">no figure<") {
		t.Error("a panel without numbers does not say so")
	}
}

func TestPanelsThatCannotBeReadAreRefused(t *testing.T) {
	for what, m := range map[string]Multiples{
		"none":                {Name: "x"},
		"too few numbers":     {Panels: []Panel{{Periods: []string{"2023", "2024"}, Values: []*float64{V(1)}}}},
		"too few of England":  {Panels: []Panel{{Periods: []string{"2023"}, Values: []*float64{V(1)}, England: []*float64{V(1), V(2)}}}},
		"a break beyond them": {Panels: []Panel{{Periods: []string{"2023"}, Values: []*float64{V(1)}, Break: 1}}},
	} {
		if _, err := m.Options(); err == nil || m.SVG() != "" {
			t.Errorf("%s: not refused (%v)", what, err)
		}
	}
}
