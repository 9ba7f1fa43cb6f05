// Package static holds what the browser fetches besides pages: one stylesheet, a few small scripts, an icon and,
// when the build has fetched it, ECharts. Every file is served under a name that contains its checksum, so a browser
// may keep it for ever and a new build is never seen through an old stylesheet.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// Prefix is the path under which Handler expects to be mounted.
const Prefix = "/static/"

// The vendor folder holds a committed README, so that this compiles before ECharts has been fetched.
//
//go:embed css/*.css plan/*.css *.js *.svg all:vendor
var files embed.FS

type asset struct {
	name string // as in the folder: inclusion.css
	path string // as served: /static/inclusion.3f2a9c01d4.css
	kind string
	body []byte
	gzip func() []byte
}

// An assets set finds each file by its own name (for templates) and by its served path (for requests).
type assets struct {
	byName map[string]*asset
	byPath map[string]*asset
}

// stylesheets are the files of a folder, in the order of their names: what all pages share, and what only pages of plans and
// self-assessments need besides.
var stylesheets = map[string]string{"css": "inclusion.css", "plan": "plan.css"}

var site = sync.OnceValues(func() (*assets, error) { return index(files) })

func index(fsys fs.FS) (*assets, error) {
	set := &assets{byName: map[string]*asset{}, byPath: map[string]*asset{}}
	sheets := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".md" {
			return err
		}
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		switch {
		case path.Ext(name) == ".css":
			name := stylesheets[path.Dir(name)]
			sheets[name] = append(sheets[name], body...)
			return nil
		case path.Ext(name) == ".js" && path.Dir(name) == ".":
			if body, err = minified("text/javascript", body); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		set.add(newAsset(path.Base(name), body))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("indexing the embedded static files: %w", err)
	}
	for name, sheet := range sheets {
		if sheet, err = minified("text/css", sheet); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		set.add(newAsset(name, sheet))
	}
	return set, nil
}

// minified is a file of ours without its comments and blanks: they are for who reads the source, not for who opens a page.
func minified(kind string, body []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	return m.Bytes(kind, body)
}

func (set *assets) add(a *asset) { set.byName[a.name], set.byPath[a.path] = a, a }

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return &asset{
		name: name,
		path: Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext,
		kind: contentType(ext),
		body: body,
		gzip: sync.OnceValue(func() []byte { return compress(body) }),
	}
}

// contentType does not ask the operating system, whose answer differs from machine to machine.
func contentType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(ext)
}

func compress(body []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write(body); err != nil || w.Close() != nil || b.Len() >= len(body) {
		return nil
	}
	return b.Bytes()
}

// Asset returns the served path of a file by its own name: "inclusion.css" gives "/static/inclusion.3f2a9c01d4.css".
func Asset(name string) (string, error) {
	set, err := site()
	if err != nil {
		return "", err
	}
	a, ok := set.byName[name]
	if !ok {
		return "", fmt.Errorf("no static file is called %q: look in dashboards/static", name)
	}
	return a.path, nil
}

// HasECharts says whether this build carries the chart library. Without it pages show server-drawn pictures.
func HasECharts() bool {
	set, err := site()
	return err == nil && set.byName["echarts.min.js"] != nil
}

// Handler serves the files under Prefix. A path that names no file, or an older checksum of one, is passed to missing.
func Handler(missing http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		set, err := site()
		if err != nil {
			missing.ServeHTTP(w, r)
			return
		}
		a, ok := set.byPath[r.URL.Path]
		if !ok {
			missing.ServeHTTP(w, r)
			return
		}
		a.serve(w, r)
	})
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := a.body
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if zipped := a.gzip(); zipped != nil {
			h.Set("Content-Encoding", "gzip")
			body = zipped
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
