package fetch

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inclusion/internal/bombtest"
)

// TestBombSet takes bombs from a publisher. What a file holds is for the loader to judge, and is judged in its test of the same name; here
// an answer must not grow in memory or on the disk beyond what a file may have, and lists must not be read without end.
func TestBombSet(t *testing.T) {
	for _, b := range bombtest.Everywhere("Data") {
		t.Run(b.Name, func(t *testing.T) {
			bombtest.Contained(t, b, func(t *testing.T, name string, file []byte) string {
				return took(t, answering{body: file}, name)
			})
		})
	}
	for _, b := range []bombtest.Bomb{
		{Name: "compressed on the way", File: "a.csv", Make: bombtest.Gzip},
		{Name: "compressed twice on the way", File: "a.csv", Make: func() []byte {
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			if _, err := io.Copy(w, bytes.NewReader(bombtest.Gzip())); err != nil || w.Close() != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}},
	} {
		t.Run(b.Name, func(t *testing.T) {
			bombtest.Contained(t, b, func(t *testing.T, name string, file []byte) string {
				return took(t, answering{body: file, headers: http.Header{"Content-Encoding": {"gzip"}}}, name)
			})
		})
	}
	for _, b := range []bombtest.Bomb{
		{Name: "a list of releases a million deep", File: "a.json", Make: func() []byte { return []byte(strings.Repeat("[", 1_000_000)) }},
		{Name: "a list of releases that is compressed to a thousandth", File: "a.json", Make: bombtest.Gzip},
		{Name: "a page of a million links", File: "a.html", Make: func() []byte { return []byte(strings.Repeat("<a>", 1_000_000)) }},
	} {
		t.Run(b.Name, func(t *testing.T) {
			bombtest.Contained(t, b, func(t *testing.T, _ string, file []byte) string {
				c := asking(t, answering{body: file, headers: http.Header{"Content-Type": {"text/html"}}})
				for _, p := range []Place{{EES: &EES{Publication: "a"}}, {GovUK: &GovUK{Path: "/a", Attachment: "."}}, {Page: &Page{URL: "https://www.gov.uk/a", Link: "."}}} {
					if found, err := c.Look(t.Context(), p); err == nil {
						t.Errorf("%d editions were found", len(found))
						return ""
					} else if p.Page != nil {
						return err.Error()
					}
				}
				return ""
			})
		})
	}
}

// took takes a file under a name. A file that is taken is as it was sent, no larger than allowed, and left to the loader.
func took(t *testing.T, a answering, name string) (refusal string) {
	t.Helper()
	dir := t.TempDir()
	c := asking(t, a)
	c.max = 30 << 20
	if a.headers != nil || strings.HasSuffix(name, ".gz") {
		c.max = 1 << 20
	}
	taken, err := c.Take(t.Context(), Found{URL: "https://www.gov.uk/" + name}, dir, Known{})
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		if len(left) > 0 {
			t.Errorf("%v is left behind", left)
		}
		return err.Error()
	}
	if on, err := os.Stat(taken.Path); err != nil || on.Size() != int64(len(a.body)) && on.Size() > c.max {
		t.Errorf("%d bytes became a file: %v", len(a.body), err)
	}
	return "it is not read here"
}
