package board

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"inclusion/internal/bombtest"
	"inclusion/internal/web"
)

// TestBombSet sends every bomb through the upload of a workbook and of a reform plan as a browser does, and forms that are too large.
func TestBombSet(t *testing.T) {
	o := openOffice(t)
	said := func(t *testing.T, got answer) string {
		t.Helper()
		if got.status < 400 || got.status >= 500 {
			t.Errorf("it answers %d", got.status)
		}
		return wordsOf(got.page)[:min(1000, len(wordsOf(got.page)))]
	}
	for _, b := range bombtest.Everywhere("Data") {
		t.Run(b.Name, func(t *testing.T) {
			file := b.Make()
			b.Make = func() []byte { return file }
			bombtest.Contained(t, b, func(t *testing.T, _ string, file []byte) string { return said(t, o.send(administrator, file, "check")) })
		})
	}
	fields := "a=1" + strings.Repeat("&a=1", 1_000_000)
	for name, r := range map[string]*http.Request{
		"a million fields":    httptest.NewRequest(http.MethodPost, "/", strings.NewReader(fields)),
		"five thousand parts": filledForm(t, make([]part, 5_000)...),
	} {
		t.Run(name, func(t *testing.T) {
			if r.Header.Get("Content-Type") == "" {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			var err error
			web.Limit(web.DefaultMaxBody, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
					_, _, err = readUpload(r)
				} else {
					_, err = readForm(r)
				}
			})).ServeHTTP(httptest.NewRecorder(), r)
			if err == nil {
				t.Error("it was taken")
			}
		})
	}
}
