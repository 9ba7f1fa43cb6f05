package export

import (
	"fmt"
	"html"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Picture is a chart as a file: what it shows above it, and where the numbers come from beneath.
type Picture struct {
	Title  string // the finding
	Chart  string // an SVG element as the chart package draws it; it is drawn 720 wide and as high as its viewBox says
	Notes  []string
	Sample bool
}

const (
	pictureWidth = 768
	chartWidth   = 720
	lineHeight   = 20
	lineLetters  = 104 // of a note
	titleLetters = 72
)

// WriteSVG writes a picture that any program can open: white, with its title and source drawn into it.
func WriteSVG(w io.Writer, p Picture) error {
	inner, ok := strings.CutPrefix(strings.TrimSpace(p.Chart), "<svg ")
	if !ok {
		return fmt.Errorf("writing the picture %q: there is nothing drawn in it", p.Title)
	}
	var b strings.Builder
	y := 16
	line := func(text, style string) {
		y += lineHeight
		fmt.Fprintf(&b, "<text x=\"24\" y=\"%d\" %s>%s</text>\n", y, style, html.EscapeString(text))
	}
	for _, text := range wrap(p.Title, titleLetters) {
		line(text, `font-size="18" font-weight="700" fill="#0b0c0c"`)
	}
	y += 12
	height, err := chartHeight(inner)
	if err != nil {
		return fmt.Errorf("writing the picture %q: %w", p.Title, err)
	}
	fmt.Fprintf(&b, "<svg x=\"24\" y=\"%d\" width=\"%d\" height=\"%d\" %s\n", y, chartWidth, height, inner)
	y += height
	notes := p.Notes
	if p.Sample {
		notes = append([]string{InventedNotice}, notes...)
	}
	for _, note := range notes {
		for _, text := range wrap(note, lineLetters) {
			line(text, `font-size="13" fill="#505a5f"`)
		}
	}
	y += 24
	_, err = fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif">
<rect width="100%%" height="100%%" fill="#ffffff"/>
%s</svg>
`, pictureWidth, y, pictureWidth, y, b.String())
	if err != nil {
		return fmt.Errorf("writing the picture %q: %w", p.Title, err)
	}
	return nil
}

var viewBox = regexp.MustCompile(`viewBox="0 0 ([0-9.]+) ([0-9.]+)"`)

// chartHeight is how high a chart is when it is as wide as a picture has room for.
func chartHeight(svg string) (int, error) {
	found := viewBox.FindStringSubmatch(svg)
	if found == nil {
		return 0, fmt.Errorf("the chart does not say its size: give it a viewBox from 0 0")
	}
	width, badWidth := strconv.ParseFloat(found[1], 64)
	height, badHeight := strconv.ParseFloat(found[2], 64)
	if badWidth != nil || badHeight != nil || width <= 0 {
		return 0, fmt.Errorf("the chart's size %q cannot be read", found[0])
	}
	return int(math.Ceil(height / width * chartWidth)), nil
}

// wrap breaks words into lines of at most n letters; a longer word has a line of its own.
func wrap(text string, n int) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(text) {
		if current != "" && len([]rune(current))+1+len([]rune(word)) > n {
			lines = append(lines, current)
			current = ""
		}
		current = strings.TrimSpace(current + " " + word)
	}
	return append(lines, current)
}
