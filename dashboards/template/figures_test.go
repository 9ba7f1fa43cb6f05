package view

import (
	"html/template"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told is a page with figures wherever one can stand.
type told struct {
	Frame
	First    *Figure
	Missing  *Figure
	Sections []struct {
		Parts []struct{ Figure *Figure }
		Whole Figure
	}
	Table Table
}

func toldPage() told {
	drawn := func(id string, links ...Link) *Figure {
		return &Figure{ID: id, Still: template.HTML("<svg></svg>"), Downloads: links}
	}
	page := told{First: drawn("first", Link{Text: "Excel", Href: "/first.xlsx"})}
	page.Sections = append(page.Sections, struct {
		Parts []struct{ Figure *Figure }
		Whole Figure
	}{Whole: *drawn("whole", Link{Text: "Picture", Href: "/own.svg", Note: "SVG"}), Parts: []struct{ Figure *Figure }{{drawn("part")}, {nil}, {&Figure{ID: "bars in its table"}}, {drawn("")}}})
	return page
}

func TestFiguresAreFoundWhereverTheyStand(t *testing.T) {
	var ids []string
	for _, f := range Figures(toldPage()) {
		ids = append(ids, f.ID)
	}
	if want := []string{"first", "part", "whole"}; !cmp.Equal(want, ids) {
		t.Error(cmp.Diff(want, ids))
	}
	if found := Figures(struct{ Table *Table }{&Table{}}); found != nil {
		t.Errorf("a page of tables has the figures %v", found)
	}
	if found := Figures(nil); found != nil {
		t.Errorf("nothing has the figures %v", found)
	}
}

// reader takes what a page says.
type reader struct {
	*httptest.ResponseRecorder
	data any
}

func (r *reader) ReadPage(data any) error { r.data = data; return nil }

func TestAFigureIsOfferedAsAPictureWhereThePageSaysSo(t *testing.T) {
	views, err := New()
	if err != nil {
		t.Fatal(err)
	}
	page := toldPage()
	page.Pictures = &Pictures{Path: "/areas/101/needs", Query: "?beside=region"}
	w := &reader{ResponseRecorder: httptest.NewRecorder()}
	for range 2 { // the second time nothing is added
		if err := views.Render(w, "error", page); err != nil {
			t.Fatal(err)
		}
	}
	if w.Body.Len() > 0 {
		t.Errorf("who wants to read a page was sent %q", w.Body.String())
	}
	figures := Figures(w.data)
	want := []Link{{Text: "Excel", Href: "/first.xlsx"}, {Text: "Picture", Href: "/areas/101/needs/figures/first.svg?beside=region", Note: "SVG"},
		{Text: "Picture", Href: "/areas/101/needs/figures/first.png?beside=region", Note: "PNG"}}
	if !cmp.Equal(want, figures[0].Downloads) {
		t.Error(cmp.Diff(want, figures[0].Downloads))
	}
	if own := figures[2].Downloads; len(own) != 1 {
		t.Errorf("a figure with a picture of its own is offered as %v", own)
	}
	plain := toldPage()
	if err := views.Render(w, "error", plain); err != nil || len(plain.First.Downloads) != 1 {
		t.Errorf("a page that says nothing of pictures offers %v (%v)", plain.First.Downloads, err)
	}
}
