package export

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// TestThePNGIsTheSamePicture looks at the pixels: the title is written, the bar is where the SVG has it and in its colour, and the
// rest is white.
func TestThePNGIsTheSamePicture(t *testing.T) {
	bar := `<svg viewBox="0 0 720 330"><rect x="100" y="100" width="200" height="50" fill="#12436D"/><text x="400" y="200" font-size="40" font-family="Nowhere, sans-serif">✕ 46</text></svg>`
	var out bytes.Buffer
	if err := WritePNG(&out, Picture{Title: "Camden issues 97 in 100 plans on time", Chart: bar, Notes: []string{"Source: somebody."}}); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Dx(); got != pngWidth {
		t.Errorf("the picture is %d pixels wide, want %d", got, pngWidth)
	}
	// The chart begins 24 to the right and 48 down (16, a line of title, 12), and every unit is two pixels.
	at := func(x, y int) image.Rectangle { return image.Rect(2*(24+x), 2*(48+y), 2*(24+x)+1, 2*(48+y)+1) }
	if got := color.RGBAModel.Convert(img.At(at(200, 125).Min.X, at(200, 125).Min.Y)); got != (color.RGBA{0x12, 0x43, 0x6D, 0xff}) {
		t.Errorf("the middle of the bar is %v, want dark blue", got)
	}
	for name, area := range map[string]image.Rectangle{
		"the title": image.Rect(48, 40, 900, 76), "words in a typeface that is not there": image.Rect(2*(24+400), 2*(48+165), 2*(24+520), 2*(48+202)),
	} {
		if !inked(img, area) {
			t.Errorf("%s is not written", name)
		}
	}
	if inked(img, image.Rect(2*(24+500), 2*(48+20), 2*(24+700), 2*(48+90))) {
		t.Error("something is drawn where the picture is empty")
	}
}

func inked(img image.Image, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if red, _, _, _ := img.At(x, y).RGBA(); red < 0x8000 {
				return true
			}
		}
	}
	return false
}

func TestAPNGOfNothingIsRefused(t *testing.T) {
	if err := WritePNG(&bytes.Buffer{}, Picture{Title: "nothing"}); err == nil || !strings.Contains(err.Error(), "nothing drawn") {
		t.Errorf("got %v, want an error that says that nothing is drawn", err)
	}
}
