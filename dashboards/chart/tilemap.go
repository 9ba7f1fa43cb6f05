package chart

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strconv"
)

// Unclassed is the class of a tile that has a figure and is in no class: an area that is not compared with the others.
const Unclassed = -1

// maxClasses is how many steps of one colour a reader can tell apart.
const maxClasses = 4

// Tile is one authority of a tile map: where it stands, which class its figure is in, and where it leads.
type Tile struct {
	Code, Short, Name string // "202", "Cmd", "Camden"
	Href              string
	Text              string // "96.6% (172 of 178 plans), better quarter", or why there is no figure
	Group             string // tiles of one group, a region, share an outline
	Col, Row          int    // from 0, west to east and north to south
	Class             int    // 1 to 4 into Classes; 0 has no figure; Unclassed
	Marked            bool   // stands out by a thick frame
}

// TileMap draws a country as tiles of one size, one an authority, near where it lies. A tile's class is said three times: by
// the depth of one colour, by as many small squares as the class has, and in its words. A tile without a figure is hatched.
type TileMap struct {
	Name    string
	Tiles   []Tile
	Classes []string // what class 0, 1, 2 and so on mean, light to dark: "no figure", "lowest quarter" ...
	// Apart says what an Unclassed tile is: "too small to compare".
	Apart string
}

func (m TileMap) check() error {
	if len(m.Tiles) == 0 {
		return fmt.Errorf("tile map %q has no tile: show the sentence that says so instead of a map", m.Name)
	}
	if len(m.Classes) < 2 || len(m.Classes) > maxClasses+1 {
		return fmt.Errorf("tile map %q has %d classes: give the words of class 0 and of one to %d more", m.Name, len(m.Classes), maxClasses)
	}
	at := map[[2]int]string{}
	for _, t := range m.Tiles {
		spot := [2]int{t.Col, t.Row}
		if other, taken := at[spot]; taken {
			return fmt.Errorf("tile map %q: %s and %s stand on the same tile", m.Name, other, t.Name)
		}
		at[spot] = t.Name
		if t.Class < Unclassed || t.Class >= len(m.Classes) || t.Class == Unclassed && m.Apart == "" {
			return fmt.Errorf("tile map %q: %s is in class %d, which has no words", m.Name, t.Name, t.Class)
		}
	}
	return nil
}

// Options are none: a tile map is drawn on the server only, as links.
func (m TileMap) Options() (json.RawMessage, error) { return nil, m.check() }

// Sizes of a tile map, in the units of its viewBox: one pixel each where the page has room.
const (
	tilePitch   = 40.0
	tileMargin  = 4.0
	tileKeyLine = 28.0
	tileKeyText = 34.0 // where the words of the key begin
)

type tilePicture struct {
	ID, Title          string
	Width, Height, Top float64 // the key may push the map down by Top
	Outline            string
	Kinds              []tileKind
	Key                []tileKeyEntry
	Tiles              []placedTile
}

// tileKind is how all tiles of one class look: drawn once and used by each.
type tileKind struct {
	ID           string
	Fill, Letter string // for a program without the stylesheet
	Pips         string
}

type tileKeyEntry struct {
	Y    float64
	Kind tileKind
	Text string
}

type placedTile struct {
	X, Y float64
	Kind tileKind
	Tile
}

// tileLooks are the colours of a class and of the letters on it, in a file; the stylesheet holds those of the page.
var tileLooks = map[int]tileKind{
	Unclassed: {ID: "a", Fill: "#ffffff", Letter: ink},
	0:         {ID: "0", Fill: "#ffffff", Letter: grey},
	1:         {ID: "1", Fill: "#e3eaf0", Letter: ink},
	2:         {ID: "2", Fill: "#a9bdd0", Letter: ink},
	3:         {ID: "3", Fill: "#4a7096", Letter: "#ffffff"},
	4:         {ID: "4", Fill: darkBlue, Letter: "#ffffff"},
}

// SVG draws the map. A map that Options would refuse draws nothing.
func (m TileMap) SVG() template.HTML {
	if m.check() != nil {
		return ""
	}
	cols, rows := 0, 0
	for _, t := range m.Tiles {
		cols, rows = max(cols, t.Col+1), max(rows, t.Row+1)
	}
	pic := tilePicture{Title: m.Name, ID: id("m", m.Name, string(m.Classes[0])), Outline: outline(m.Tiles)}
	pic.Key, pic.Top = m.key()
	pic.Width, pic.Height = 2*tileMargin+float64(cols)*tilePitch, 2*tileMargin+float64(rows)*tilePitch+pic.Top
	for _, class := range m.order() {
		pic.Kinds = append(pic.Kinds, m.kind(class))
	}
	for _, t := range m.Tiles {
		pic.Tiles = append(pic.Tiles, placedTile{middle(t.Col), middle(t.Row), tileLooks[t.Class], t})
	}
	return drawSVG("tilemap.svg.tmpl", pic)
}

// middle is the centre of the nth column or row.
func middle(n int) float64 { return tileMargin + (float64(n)+0.5)*tilePitch }

// order is how the key lists the classes: dark to light, then what is in none; without "no figure" where every tile has one.
func (m TileMap) order() []int {
	var classes []int
	for class := len(m.Classes) - 1; class > 0; class-- {
		classes = append(classes, class)
	}
	if slices.ContainsFunc(m.Tiles, func(t Tile) bool { return t.Class == 0 }) {
		classes = append(classes, 0)
	}
	if m.Apart != "" {
		classes = append(classes, Unclassed)
	}
	return classes
}

func (m TileMap) words(class int) string {
	if class == Unclassed {
		return m.Apart
	}
	return m.Classes[class]
}

// key says what the classes mean. It stands in the north-west, where a map of England has none of its tiles, and pushes the map
// down by whole rows as far as it must.
func (m TileMap) key() (lines []tileKeyEntry, top float64) {
	width := 0.0
	for i, class := range m.order() {
		lines = append(lines, tileKeyEntry{Y: tileMargin + (float64(i)+0.5)*tileKeyLine, Kind: tileLooks[class], Text: m.words(class)})
		width = max(width, tileKeyText+textWidth(m.words(class), plainLetters))
	}
	height := float64(len(lines)) * tileKeyLine
	for slices.ContainsFunc(m.Tiles, func(t Tile) bool {
		return float64(t.Col)*tilePitch < width && float64(t.Row)*tilePitch+top < height
	}) {
		top += tilePitch
	}
	return lines, top
}

// kind is how a class looks: its pips are small squares along the foot, as many as its number.
func (m TileMap) kind(class int) tileKind {
	k := tileLooks[class]
	for i := range max(class, 0) {
		const pip, step = 4.0, 7.0
		k.Pips += "M" + px((float64(i)-float64(class-1)/2)*step-pip/2) + " 9h4v4h-4z"
	}
	return k
}

// outline is the border between groups, and of the land: each edge between two tiles of different groups, once.
func outline(tiles []Tile) string {
	at := map[[2]int]string{}
	cols, rows := 0, 0
	for _, t := range tiles {
		at[[2]int{t.Col, t.Row}] = t.Group + "\x00"
		cols, rows = max(cols, t.Col+1), max(rows, t.Row+1)
	}
	edge := func(n int) string { return strconv.Itoa(int(tileMargin) + n*int(tilePitch)) }
	path := ""
	for row := 0; row <= rows; row++ {
		for col := 0; col < cols; col++ {
			first := col
			for col < cols && at[[2]int{col, row}] != at[[2]int{col, row - 1}] {
				col++
			}
			if col > first {
				path += "M" + edge(first) + " " + edge(row) + "H" + edge(col)
			}
		}
	}
	for col := 0; col <= cols; col++ {
		for row := 0; row < rows; row++ {
			first := row
			for row < rows && at[[2]int{col, row}] != at[[2]int{col - 1, row}] {
				row++
			}
			if row > first {
				path += "M" + edge(col) + " " + edge(first) + "V" + edge(row)
			}
		}
	}
	return path
}
