package export

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"regexp"
	"strings"

	"github.com/xo/resvg"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// PNGKind is the kind of file WritePNG writes.
const PNGKind = "image/png"

// pngWidth is how many pixels wide a picture is: twice its drawn width, so that it stays sharp in a paper or on a projector.
const pngWidth = 2 * pictureWidth

var (
	fontFamily = regexp.MustCompile(`font-family="[^"]*"`)
	// The typeface of the file has no glyph for the cross of a missing number; this one means and looks the same.
	lettersAtHand = strings.NewReplacer("✕", "×")
)

// WritePNG writes a picture as pixels, for where an SVG cannot be used: the same picture, with its title and source in it. The
// typeface is the Go project's, carried inside the program, so that it looks the same wherever it is made.
func WritePNG(w io.Writer, p Picture) error {
	var svg bytes.Buffer
	if err := WriteSVG(&svg, p); err != nil {
		return err
	}
	drawing := fontFamily.ReplaceAllString(lettersAtHand.Replace(svg.String()), `font-family="Go"`)
	image, err := resvg.Render([]byte(drawing), resvg.WithLoadSystemFonts(false), resvg.WithFonts(goregular.TTF, gobold.TTF), resvg.WithFontFamily("Go"),
		resvg.WithScaleMode(resvg.ScaleMinWidth), resvg.WithWidth(pngWidth), resvg.WithBackground(color.White))
	if err != nil {
		return fmt.Errorf("drawing the picture %q: %w", p.Title, err)
	}
	if err := png.Encode(w, image); err != nil {
		return fmt.Errorf("writing the picture %q: %w", p.Title, err)
	}
	return nil
}
