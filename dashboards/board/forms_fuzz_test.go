package board

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzForm reads forms as browsers send them, as fields and as parts. What is read holds no hidden characters and is as long as it may be,
// or a problem says so in words; whatever the next page is said to be, nobody is led to another server.
func FuzzForm(f *testing.F) {
	f.Add("title=a&due=2026-03-31&level=3&next=/board", "application/x-www-form-urlencoded")
	f.Add("title=%zz&due=31.3.2026&level=-1&next=//evil.example", "application/x-www-form-urlencoded")
	f.Add("next=/%09/evil.example&title="+strings.Repeat("%E2%80%8B", 300), "application/x-www-form-urlencoded")
	f.Add("next=/\\evil.example&next=https:evil.example", "application/x-www-form-urlencoded")
	f.Add("--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\r\n--b--\r\n", "multipart/form-data; boundary=b")
	f.Add("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../a.xlsx\"\r\n\r\nPK\r\n--b--\r\n", "multipart/form-data; boundary=b")
	f.Add("--b\r\n", "multipart/form-data")
	f.Fuzz(func(t *testing.T, body, kind string) {
		asked := func() *http.Request {
			r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
			r.Header.Set("Content-Type", kind)
			return r
		}
		if form, err := readForm(asked()); err == nil {
			if word := form.word("title"); len(form.problems) == 0 && len([]rune(word)) > shortText || visible(word) != word {
				t.Errorf("%q is read as %q", body, word)
			}
			if day := form.day("due"); day != "" && !day.Valid() && len(form.problems) == 0 {
				t.Errorf("the day %q was taken", day)
			}
			if level := form.level("level"); level < 0 || level > 4 {
				t.Errorf("the level %d was taken", level)
			}
			if next := localPath(form.values.Get("next")); next != "" {
				u, err := url.Parse("https://here.invalid" + next)
				if err != nil || u.Host != "here.invalid" || strings.ContainsAny(next, "\\\t\r\n") || strings.HasPrefix(next, "//") {
					t.Errorf("the next page is %q", next)
				}
			}
		}
		u, done, err := readUpload(asked())
		if err != nil {
			return
		}
		done()
		if len(u.file) > len(body) || len(u.values) > 20 {
			t.Errorf("%d bytes and %d fields of %d bytes", len(u.file), len(u.values), len(body))
		}
	})
}
