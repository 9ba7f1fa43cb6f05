package web

import (
	"net/http"
	"unicode/utf8"
)

// answered lets a handler answer a request whose address is text. One that is not UTF-8 names nothing that there is, and what reads the
// databases would fail on it.
func answered(h Handler, w http.ResponseWriter, r *http.Request) error {
	text := utf8.ValidString(r.URL.Path)
	for name, values := range r.URL.Query() {
		text = text && utf8.ValidString(name)
		for _, value := range values {
			text = text && utf8.ValidString(value)
		}
	}
	if !text {
		return BadRequest("What stands in the address is not UTF-8. Write letters beyond A to Z as UTF-8 with percent signs.")
	}
	return h(w, r)
}
