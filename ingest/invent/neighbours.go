package invent

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// neighbours is the workbook of statistical neighbours: ten for each authority, how close
// in words, and the former authorities below with those of the old model.
func neighbours(w *world) ([]File, error) {
	g := newGrid("LA SN Groups")
	letters := []any{"A", "B", "C", "D", "E"}
	header := []any{"LA num", "LA Name", "LA number", "GOInd", "GOReg"}
	for i := range 20 {
		letters = append(letters, i+3)
	}
	for i := 1; i <= 10; i++ {
		header = append(header, "SN"+strconv.Itoa(i), "SNP")
	}
	g.across("A", 1, letters...)
	for i := range 25 {
		column := string(rune('A' + i))
		g.put(column, 2, i+1)
	}
	g.across("A", 3, header...)

	current := lasting()
	slices.SortFunc(current, func(a, b *place) int { return cmp.Compare(a.name, b.name) })
	line := 4
	for _, p := range current {
		g.across("A", line, w.neighbourRow(p, toolName(p), false)...)
		line++
	}
	g.put("B", line+1, "Old SNs:")
	line += 3
	for i := range places {
		if p := &places[i]; p.to != "" {
			name := p.name
			if p.code != codeSplit {
				name += " (Pre LG)"
			}
			g.across("A", line, w.neighbourRow(p, name, true)...)
			line++
		}
	}
	data, err := g.bytes()
	return []File{{"sn_may_2025.xlsx", data}}, err
}

// toolName is the spelling this file uses: two authorities differ from their own name.
func toolName(p *place) string {
	switch p.code {
	case "109":
		return "Ivelgate Borough"
	case "145":
		return "Hollins & Dray"
	}
	return p.name
}

// neighbour is another authority and how far from it one is.
type neighbour struct {
	code     string
	distance float64
}

// nearest are the ten authorities most alike in size, need and how built-up they are. The
// tiny ones are nobody's neighbours.
func (w *world) nearest(code string) []neighbour {
	t := w.traitsOf(code)
	var others []neighbour
	for _, p := range lasting() {
		u := w.traits[p.code]
		if u == t || p.leftOut != "" {
			continue
		}
		far := 2*math.Abs(t.densityRank-u.densityRank) + math.Abs(math.Log(t.place.people/u.place.people)) + 2*math.Abs(t.need-u.need)
		if (t.place.region == capital) != (p.region == capital) {
			far += 0.4
		}
		others = append(others, neighbour{p.code, far})
	}
	slices.SortStableFunc(others, func(a, b neighbour) int { return cmp.Compare(a.distance, b.distance) })
	return others[:10]
}

func (w *world) neighbourRow(p *place, name string, old bool) []any {
	g := regionOf(p.region)
	region := g.name
	if g.drift != "" {
		region = g.drift
	}
	if p.sub != "" {
		region = g.name + " (" + regionOf(p.sub).name[:5] + ")"
	}
	num, _ := strconv.Atoi(p.code)
	row := []any{num, name, num, g.goIndex, region}
	for i, n := range w.nearest(p.code) {
		code, _ := strconv.Atoi(n.code)
		row = append(row, code, closeness(n.distance, old || (num+i)%29 == 0))
	}
	return row
}

// closeness is a distance in words; the case of the second word drifts.
func closeness(distance float64, capital bool) string {
	words := [][2]string{{"Extremely close", "Extremely Close"}, {"Very close", "Very Close"}, {"Close", "Close"}, {"Somewhat close", "Somewhat close"}, {"Not close", "Not close"}}
	for i, upTo := range []float64{0.25, 0.75, 1.2, 1.8, math.Inf(1)} {
		if distance <= upTo {
			if capital {
				return words[i][1]
			}
			return words[i][0]
		}
	}
	return words[len(words)-1][0]
}
