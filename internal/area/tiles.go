package area

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	_ "embed"

	"gopkg.in/yaml.v3"
)

// Tile is where an authority stands on a tile map, where every authority is a square of one size: columns count from 0 in
// the west, rows from 0 in the north. Short is what fits on the square: two or three letters.
type Tile struct {
	Code, Short string
	Col, Row    int
}

//go:embed tiles.yaml
var tilesYAML []byte

// tilesFile is the map as it is drawn: rows of codes, and the letters of each.
type tilesFile struct {
	Register string            `yaml:"register"`
	Map      []string          `yaml:"map"`
	Short    map[string]string `yaml:"short"`
}

const sea = "."

var englandTiles = sync.OnceValue(func() map[string]Tile {
	var f tilesFile
	if err := yaml.Unmarshal(tilesYAML, &f); err != nil {
		panic("the tile map built into this program is broken: " + err.Error())
	}
	tiles, err := f.tiles()
	if err != nil {
		panic("the tile map built into this program is broken: " + err.Error())
	}
	return tiles
})

func (f tilesFile) tiles() (map[string]Tile, error) {
	tiles := map[string]Tile{}
	var faults []error
	for row, line := range f.Map {
		for col, code := range strings.Fields(line) {
			if code == sea {
				continue
			}
			if _, twice := tiles[code]; twice {
				faults = append(faults, fmt.Errorf("authority %s is drawn twice: leave one tile", code))
			}
			if f.Short[code] == "" {
				faults = append(faults, fmt.Errorf("authority %s has no letters: add it under short", code))
			}
			tiles[code] = Tile{Code: code, Short: f.Short[code], Col: col, Row: row}
		}
	}
	for code := range f.Short {
		if _, drawn := tiles[code]; !drawn {
			faults = append(faults, fmt.Errorf("authority %s has letters but is not drawn: add it to the map", code))
		}
	}
	return tiles, errors.Join(faults...)
}

// Place is what must be known of an authority to lay it out on a map nobody has drawn.
type Place struct{ Code, Name, Region string }

// Tiles gives every authority that is still there its tile, by code. For England they stand near where they lie; those of any
// other register are laid out in blocks, a region a block, in the order given (drawn is false). An authority without a region
// has no tile.
func Tiles(register string, places []Place) (tiles map[string]Tile, drawn bool) {
	if register == England().ID {
		return englandTiles(), true
	}
	return blocks(places), false
}

// blocks lays regions out as blocks, three to a row of blocks, as wide as the largest needs; within a block, authorities
// stand in the order given. Blocks are one tile apart.
func blocks(places []Place) map[string]Tile {
	var regions []string
	members := map[string][]Place{}
	for _, p := range places {
		if p.Region == "" {
			continue
		}
		if len(members[p.Region]) == 0 {
			regions = append(regions, p.Region)
		}
		members[p.Region] = append(members[p.Region], p)
	}
	width := 1
	for _, m := range members {
		for width*width < len(m) {
			width++
		}
	}
	const across = 3
	tiles, letters := map[string]Tile{}, map[string]bool{}
	top := 0
	for line := range slices.Chunk(regions, across) {
		deepest := 0
		for n, region := range line {
			for i, p := range members[region] {
				tiles[p.Code] = Tile{Code: p.Code, Short: shorten(p.Name, letters), Col: n*(width+1) + i%width, Row: top + i/width}
				deepest = max(deepest, i/width+1)
			}
		}
		top += deepest + 1
	}
	return tiles
}

// shorten makes three letters of a name that no other has: its first three or, where they are taken, its first two and a later one.
func shorten(name string, taken map[string]bool) string {
	for _, kind := range []string{"County of ", "County ", "City of ", "Isles of ", "The "} {
		name = strings.TrimPrefix(name, kind)
	}
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, name))
	if len(letters) < 3 {
		return string(letters)
	}
	for _, third := range letters[2:] {
		if short := string(letters[:2]) + string(unicode.ToLower(third)); !taken[short] {
			taken[short] = true
			return short
		}
	}
	return string(letters[:3])
}
