package board

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// Where the server cannot write, nobody's words may be lost: the form comes back with them, on its own page where that can be made, and
// else on a page that needs nothing but what was sent.

// notKept is said above a form that comes back because the server cannot write.
const notKept = "The server cannot write at the moment: its disk may be full. Nothing has changed. Your words are still here: save again in a minute, or copy them to a place of your own. If it stays so, tell whoever looks after this server."

// unkept answers to a save that was right and could not be written. show writes the page with the form and why; where even that
// cannot be made, the error goes on.
func (p *Pages) unkept(w http.ResponseWriter, r *http.Request, err error, show func(why string) error) error {
	if shown := show(notKept); shown != nil {
		return errors.Join(err, shown)
	}
	why, _, _ := strings.Cut(err.Error(), "\n") // the engine's stack follows
	p.Log.ErrorContext(r.Context(), "a save could not be written; the form was shown again", "request_id", web.RequestID(r.Context()), "error", why)
	return nil
}

// unkeptPage is a form that comes back by itself.
type unkeptPage struct {
	view.Frame
	Heading string
	Form    view.Form
}

// keepingWords shows what a form of a partnership sent once more where it could not be written and its own page did not show it.
func (p *Pages) keepingWords(route Route, h web.Handler) web.Handler {
	if route.Method != http.MethodPost || !strings.HasPrefix(route.Path, "/board/") {
		return h
	}
	return func(w http.ResponseWriter, r *http.Request) error {
		err := h(w, r)
		if !errors.Is(err, store.ErrNotKept) {
			return err
		}
		f, readErr := readForm(r)
		if readErr != nil {
			return errors.Join(err, readErr)
		}
		form := f.asSent(r.URL.RequestURI())
		if len(form.Fields) == 0 || r.MultipartForm != nil { // nothing was written, or it stands in a file that the writer has
			return err
		}
		return p.unkept(w, r, err, func(why string) error {
			form.Unkept = why
			return p.Views.RenderStatus(w, http.StatusServiceUnavailable, "board-unkept", unkeptPage{p.frame(visit{}, "Not saved"), "Not saved", form})
		})
	}
}

// asSent is a form of all that was sent: what was written in fields named as in the form it came from, the rest unseen.
func (f *posted) asSent(action string) view.Form {
	form := view.Form{ID: "again", Action: action, Submit: "Save again"}
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		values := f.values[name]
		if name == "base" || strings.HasPrefix(name, "base.") || len(values) != 1 || strings.TrimSpace(values[0]) == "" {
			for _, value := range values {
				form.Hidden = append(form.Hidden, view.Hidden{Name: name, Value: value})
			}
			continue
		}
		field := view.Field{Kind: view.TextField, Name: name, Label: view.UpperFirst(strings.NewReplacer(".", " ", "_", " ").Replace(name)), Value: values[0]}
		if len(values[0]) > 60 || strings.ContainsAny(values[0], "\r\n") {
			field.Kind, field.Rows = view.LongField, 8
		}
		form.Fields = append(form.Fields, field)
	}
	return form
}
