package area_test

import (
	"fmt"
	"testing"

	"inclusion/internal/area"
	sampledata "inclusion/sample-data"
)

func tilesOf(t *testing.T, r *area.Register) (map[string]area.Tile, bool) {
	t.Helper()
	var places []area.Place
	for _, a := range r.Current() {
		places = append(places, area.Place{Code: a.Code, Name: a.Name, Region: a.Region})
	}
	return area.Tiles(r.ID, places)
}

func sampleRegister(t *testing.T) *area.Register {
	t.Helper()
	r, err := area.Load(sampledata.Areas)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryCurrentAuthorityHasATileOfItsOwnAndNoEndedOneHas(t *testing.T) {
	for name, r := range map[string]*area.Register{"England": area.England(), "the sample": sampleRegister(t)} {
		tiles, _ := tilesOf(t, r)
		at, short := map[string]string{}, map[string]string{}
		for _, a := range r.Authorities() {
			tile, has := tiles[a.Code]
			if has == a.Ended() {
				t.Errorf("%s: %s has a tile: %v", name, a.Label(), has)
			}
			if !has {
				continue
			}
			spot := fmt.Sprint(tile.Col, ",", tile.Row)
			if other := at[spot]; other != "" {
				t.Errorf("%s: %s and %s stand on the same tile", name, a.Label(), other)
			}
			if other := short[tile.Short]; other != "" || len([]rune(tile.Short)) < 2 || len([]rune(tile.Short)) > 3 {
				t.Errorf("%s: %s is written %q, and so is %q: two or three letters of its own are wanted", name, a.Label(), tile.Short, other)
			}
			at[spot], short[tile.Short] = a.Name, a.Name
		}
		if len(tiles) != len(r.Current()) {
			t.Errorf("%s: %d tiles for %d authorities", name, len(tiles), len(r.Current()))
		}
	}
}

// pieces counts the parts of a region that do not touch, at a side or a corner.
func pieces(members []area.Area, tiles map[string]area.Tile) int {
	left := map[[2]int]bool{}
	for _, a := range members {
		if tile, ok := tiles[a.Code]; ok {
			left[[2]int{tile.Col, tile.Row}] = true
		}
	}
	n := 0
	for len(left) > 0 {
		n++
		var edge [][2]int
		for spot := range left {
			edge = append(edge, spot)
			break
		}
		for len(edge) > 0 {
			spot := edge[0]
			edge = edge[1:]
			if !left[spot] {
				continue
			}
			delete(left, spot)
			for dx := -1; dx <= 1; dx++ {
				for dy := -1; dy <= 1; dy++ {
					edge = append(edge, [2]int{spot[0] + dx, spot[1] + dy})
				}
			}
		}
	}
	return n
}

func TestTheTilesOfARegionStayTogether(t *testing.T) {
	for name, r := range map[string]*area.Register{"England": area.England(), "the sample": sampleRegister(t)} {
		tiles, _ := tilesOf(t, r)
		for _, region := range r.Regions() {
			members, err := r.Within(region.Code)
			if err != nil {
				t.Fatal(err)
			}
			want := 1
			if region.Code == "E12000009" {
				want = 2 // the Isles of Scilly lie off the coast
			}
			if got := pieces(members, tiles); got != want {
				t.Errorf("%s: %s is in %d pieces, want %d", name, region.Name, got, want)
			}
		}
	}
}

// Known relations, from any map of England. dx and dy are the signs of the first tile's place seen from the second's: east and
// south count up. 2 means any.
func TestAuthoritiesLieWhereTheyDoOnTheGround(t *testing.T) {
	const anywhere = 2
	tiles, drawn := tilesOf(t, area.England())
	if !drawn {
		t.Fatal("the tiles of England are not the drawn ones")
	}
	for _, c := range []struct {
		what, a, b string
		dx, dy     int
	}{
		{"Northumberland is north of Newcastle", "929", "391", 0, -1},
		{"Newcastle is north of Gateshead", "391", "390", 0, -1},
		{"Sunderland is east of County Durham", "394", "840", 1, anywhere},
		{"Cumberland is north of Westmorland and Furness", "942", "943", anywhere, -1},
		{"Cumberland is west of Northumberland", "942", "929", -1, anywhere},
		{"Liverpool is west of Manchester", "341", "352", -1, 0},
		{"Wirral is west of Halton", "344", "876", -1, 0},
		{"Hull is east of Leeds", "810", "383", 1, anywhere},
		{"Sheffield is west of Rotherham", "373", "372", -1, 0},
		{"Norfolk is north of Suffolk", "926", "935", 0, -1},
		{"Lincolnshire is west of Norfolk", "925", "926", -1, 0},
		{"Essex is north-east of Barnet", "881", "302", 1, -1},
		{"Birmingham is east of Sandwell", "330", "333", 1, 0},
		{"Herefordshire is west of Worcestershire", "884", "885", -1, 0},
		{"Enfield is north of Haringey", "308", "309", 0, -1},
		{"Camden is west of Islington", "202", "206", -1, 0},
		{"Southwark is south of the City", "210", "201", 0, 1},
		{"Croydon is south of Lambeth", "306", "208", anywhere, 1},
		{"Kent is south-east of the City", "886", "201", anywhere, 1},
		{"Kent is east of East Sussex", "886", "845", 1, anywhere},
		{"Medway is east of Kent's middle", "887", "886", 1, 0},
		{"Brighton is between the Sussexes: east of the west", "846", "938", 1, 0},
		{"Brighton is between the Sussexes: west of the east", "846", "845", -1, 0},
		{"The Isle of Wight is south of Southampton", "921", "852", 0, 1},
		{"Devon is east of Cornwall", "878", "908", 1, anywhere},
		{"The Isles of Scilly are south-west of Cornwall", "420", "908", -1, 1},
		{"Bristol is west of South Gloucestershire", "801", "803", -1, 0},
	} {
		a, b := tiles[c.a], tiles[c.b]
		if c.dx != anywhere && sign(a.Col-b.Col) != c.dx || c.dy != anywhere && sign(a.Row-b.Row) != c.dy {
			t.Errorf("%s: %v and %v say otherwise", c.what, a, b)
		}
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestTheEndsOfEnglandAreItsEnds(t *testing.T) {
	tiles, _ := tilesOf(t, area.England())
	cornwall, kent := tiles["908"], tiles["886"]
	london := [2]int{}
	within, err := area.England().Within("E12000007")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range within {
		london[0], london[1] = london[0]+tiles[a.Code].Col, london[1]+tiles[a.Code].Row
	}
	if n := len(within); kent.Col*n <= london[0] || kent.Row*n <= london[1] {
		t.Errorf("Kent at %v is not south-east of the middle of London", kent)
	}
	for code, tile := range tiles {
		if tile.Row < tiles["929"].Row {
			t.Errorf("%s is north of Northumberland", code)
		}
		// From here on only the mainland: the isles lie farther out.
		if code != "420" && code != "921" && tile.Row-tile.Col > cornwall.Row-cornwall.Col {
			t.Errorf("%s at %v is farther south-west than Cornwall", code, tile)
		}
	}
}

func TestAMapThatNobodyHasDrawnIsLaidOutByRegion(t *testing.T) {
	places := []area.Place{{"101", "Ashby", "X1"}, {"102", "Ashton", "X1"}, {"103", "County Ashshire", "X2"}, {"104", "Nowhere", ""}}
	tiles, drawn := area.Tiles("sample", places)
	if drawn {
		t.Error("blocks pass for a drawn map")
	}
	want := map[string]area.Tile{"101": {"101", "Ash", 0, 0}, "102": {"102", "Ast", 1, 0}, "103": {"103", "Ass", 3, 0}}
	if fmt.Sprint(tiles) != fmt.Sprint(want) {
		t.Errorf("tiles are %v, want %v", tiles, want)
	}
}
