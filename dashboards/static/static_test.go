package static

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func get(path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler(http.NotFoundHandler()).ServeHTTP(w, r)
	return w
}

func TestFileIsServedForEverUnderItsChecksum(t *testing.T) {
	for name, kind := range map[string]string{
		"inclusion.css": "text/css; charset=utf-8", "charts.js": "text/javascript; charset=utf-8", "favicon.svg": "image/svg+xml",
	} {
		path, err := Asset(name)
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^/static/[a-z]+\.[0-9a-f]{10}\.[a-z]+$`).MatchString(path) {
			t.Errorf("%s is served as %s, without a checksum", name, path)
		}
		w := get(path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != kind || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %v", path, w.Code, w.Header())
		}
	}
}

func TestAnotherChecksumIsNotFound(t *testing.T) {
	for _, path := range []string{"/static/inclusion.0000000000.css", "/static/inclusion.css", "/static/", "/static/vendor/README.md"} {
		if w := get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
}

func TestCompressedFileIsTheSameFile(t *testing.T) {
	path, err := Asset("inclusion.css")
	if err != nil {
		t.Fatal(err)
	}
	w := get(path, "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	unzipped, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if string(unzipped) != get(path).Body.String() {
		t.Error("the compressed stylesheet differs from the plain one")
	}
}

func TestMissingFileIsSaid(t *testing.T) {
	if _, err := Asset("nowhere.css"); err == nil || !strings.Contains(err.Error(), "dashboards/static") {
		t.Errorf("got %v, want an error that says where to look", err)
	}
}

func TestOnlyTheChecksumChangesWithTheContent(t *testing.T) {
	one, err := index(fstest.MapFS{"css/a.css": {Data: []byte("a{color:red}")}, "vendor/README.md": {Data: []byte("#")}})
	if err != nil {
		t.Fatal(err)
	}
	two, err := index(fstest.MapFS{"css/a.css": {Data: []byte("a{color:blue}")}})
	if err != nil {
		t.Fatal(err)
	}
	if one.byName["inclusion.css"].path == two.byName["inclusion.css"].path {
		t.Error("two contents have one address")
	}
	if len(one.byName) != 1 {
		t.Errorf("%d files are served, want the stylesheet alone", len(one.byName))
	}
}
