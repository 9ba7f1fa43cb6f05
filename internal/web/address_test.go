package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAnAddressThatIsNoTextIsTheAskersFault(t *testing.T) {
	site := &Site{Log: slog.New(slog.DiscardHandler)}
	fine := func(w http.ResponseWriter, _ *http.Request) error { w.WriteHeader(http.StatusNoContent); return nil }
	for address, want := range map[string]int{
		"/areas/caf%C3%A9?q=%F0%9F%98%80": http.StatusNoContent,
		"/areas/caf%E9":                   http.StatusBadRequest,
		"/areas?q=%ff":                    http.StatusBadRequest,
		"/areas?%ff=q":                    http.StatusBadRequest,
	} {
		for name, h := range map[string]http.Handler{"page": site.Page(fine), "API": site.API(fine)} {
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil)); w.Code != want {
				t.Errorf("%s as %s answers %d, want %d", address, name, w.Code, want)
			}
		}
	}
}
