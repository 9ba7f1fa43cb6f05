package page

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"
)

func TestEveryDrawnFigureCanBeHadAsAPicture(t *testing.T) {
	site := inclusionSite(t)
	svg := string(site.file(t, "/areas/101/needs/figures/places-mix.svg?beside=region", "image/svg+xml", "areas-101-needs-places-mix.svg"))
	for _, want := range []string{"Alderbrook, January 2025", "Invented sample data", "Source: ", "one child moves a share by", "From the page “Needs and places: Alderbrook”."} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	picture, err := png.Decode(bytes.NewReader(site.file(t, "/areas/101/needs/figures/places-mix.png", "image/png", "areas-101-needs-places-mix.png")))
	if err != nil || picture.Bounds().Dx() < 1000 {
		t.Errorf("the picture is %v wide (%v)", picture.Bounds(), err)
	}
	for address, want := range map[string]int{"/areas/101/needs/figures/nothing.svg": http.StatusNotFound, "/areas/999/needs/figures/places-mix.svg": http.StatusNotFound,
		"/areas/101/needs/figures/places-mix.gif": http.StatusNotFound, "/areas/101/needs/figures/places-mix.svg?beside=x": http.StatusBadRequest} {
		if w := site.send(http.MethodGet, address, nil, ""); w.Code != want {
			t.Errorf("%s answers %d, want %d", address, w.Code, want)
		}
	}
}

func TestEveryPagedFigureIsOffered(t *testing.T) {
	site := inclusionSite(t)
	routes := (&Pages{}).routes()
	for _, path := range pictured {
		if routes[path] == nil {
			t.Errorf("%s is no page", path)
		}
	}
	for _, address := range []string{"/areas/101/needs?beside=region", "/areas/101/inclusion", "/areas/101/indicators/S01", "/areas/101/redress"} {
		for _, node := range site.get(t, address).all("figure") {
			drawn, offered := false, ""
			for n := range node.Descendants() {
				for _, a := range n.Attr {
					drawn = drawn || a.Key == "class" && a.Val == "chart-still"
					if path, _, _ := strings.Cut(a.Val, "?"); a.Key == "href" && strings.HasSuffix(path, ".png") {
						offered = a.Val
					}
				}
			}
			if drawn && offered == "" {
				t.Errorf("%s has a figure that cannot be had as a picture", address)
			}
			if offered != "" {
				if w := site.send(http.MethodGet, offered, nil, ""); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" {
					t.Errorf("%s offers %s, which answers %d as %q", address, offered, w.Code, w.Header().Get("Content-Type"))
				}
			}
		}
	}
}
