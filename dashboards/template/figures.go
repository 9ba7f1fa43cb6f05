package view

import (
	"reflect"
	"slices"
	"sync"
)

// PageReader is an answer that wants what a page has to say and not its HTML: one of its figures as a picture, say. Render hands
// it the page's data and writes nothing.
type PageReader interface {
	ReadPage(data any) error
}

// Figures are the figures of a page's data that have an anchor and a picture, in the order of its fields, wherever they stand in
// it. A page whose data are given by value has them in its lists and behind its pointers.
func Figures(data any) []*Figure {
	var all []*Figure
	gather(reflect.ValueOf(data), &all)
	return all
}

var figure = reflect.TypeFor[Figure]()

func gather(v reflect.Value, all *[]*Figure) {
	if !v.IsValid() || !holdsFigures(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			gather(v.Elem(), all)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			gather(v.Index(i), all)
		}
	case reflect.Struct:
		if v.Type() != figure {
			for i := range v.NumField() {
				gather(v.Field(i), all)
			}
			return
		}
		if !v.CanAddr() || !v.Addr().CanInterface() {
			return
		}
		if f := v.Addr().Interface().(*Figure); f.ID != "" && f.Still != "" {
			*all = append(*all, f)
		}
	}
}

// holders says of each type whether a figure can stand in it, so that nobody walks through the cells of tables.
var holders sync.Map

func holdsFigures(t reflect.Type) bool {
	if known, ok := holders.Load(t); ok {
		return known.(bool)
	}
	holds := canHold(t, map[reflect.Type]bool{})
	holders.Store(t, holds)
	return holds
}

// canHold looks through a type; seen stops it where a type holds itself.
func canHold(t reflect.Type, seen map[reflect.Type]bool) bool {
	if t == figure {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return canHold(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if canHold(t.Field(i).Type, seen) {
				return true
			}
		}
	}
	return false
}

// Pictures is where a page's figures are as pictures: /areas/202/needs/figures/places-mix.svg.
type Pictures struct {
	Path  string // of the page
	Query string // with its question mark; empty when there is none
}

// Href is the address of a figure as a picture, svg or png.
func (p Pictures) Href(id, kind string) string {
	return p.Path + "/figures/" + id + "." + kind + p.Query
}

// offerPictures puts a link to its picture with every figure of a page that has not got one. The page says where they are.
func offerPictures(data any) {
	page, ok := data.(interface{ PicturesAt() *Pictures })
	if !ok || page.PicturesAt() == nil {
		return
	}
	at := page.PicturesAt()
	for _, f := range Figures(data) {
		if slices.ContainsFunc(f.Downloads, func(l Link) bool { return l.Note == "SVG" }) {
			continue
		}
		f.Downloads = append(slices.Clip(f.Downloads), Link{Text: "Picture", Href: at.Href(f.ID, "svg"), Note: "SVG"}, Link{Text: "Picture", Href: at.Href(f.ID, "png"), Note: "PNG"})
	}
}
