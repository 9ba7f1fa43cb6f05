package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"

	"golang.org/x/net/html"

	"inclusion/internal/ziplist"
)

// mediaTypes are the kinds of file a source may ask for, by suffix.
var mediaTypes = map[string][]string{
	"ods":  {"application/vnd.oasis.opendocument.spreadsheet"},
	"csv":  {"text/csv", "application/csv"},
	"zip":  {"application/zip", "application/x-zip-compressed", "application/x-zip"},
	"xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	"xls":  {"application/vnd.ms-excel"},
}

// zipBased are the suffixes whose files are ZIP archives inside.
var zipBased = map[string]bool{".zip": true, ".ods": true, ".xlsx": true}

var gzipMagic = []byte{0x1f, 0x8b}

// headBytes is how much of a body is looked at before it is taken for what it says it is.
const headBytes = 64 << 10

// plain takes an answer out of its compression. Some servers compress a CSV without saying so; a file that is meant
// to be compressed ends in .gz.
func plain(resp *http.Response, body io.Reader, name string) (*bufio.Reader, error) {
	r := bufio.NewReaderSize(body, headBytes)
	said := strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip")
	magic, _ := r.Peek(len(gzipMagic))
	if !said && (!bytes.Equal(magic, gzipMagic) || strings.HasSuffix(strings.ToLower(name), ".gz")) {
		return r, nil
	}
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, damaged(place(resp.Request.URL), err)
	}
	return bufio.NewReaderSize(unzipped, headBytes), nil
}

// damaged turns the errors of decompression into an edition that arrived in part. A broken connection stays one.
func damaged(at string, err error) error {
	var (
		cut     *brokenOff
		corrupt flate.CorruptInputError
	)
	switch {
	case errors.As(err, &cut):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &Truncated{At: at, Why: "its compressed form stops before the end"}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return &Truncated{At: at, Why: "its compressed form is damaged"}
	}
	return err
}

// webPage says whether a body is a web page, with its title. It looks without taking.
func webPage(resp *http.Response, body *bufio.Reader) (title string, is bool) {
	head, _ := body.Peek(headBytes)
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if kind != "text/html" && !strings.HasPrefix(http.DetectContentType(head), "text/html") {
		return "", false
	}
	return pageTitle(head), true
}

func pageTitle(page []byte) string {
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := tokens.TagName(); string(name) == "title" && tokens.Next() == html.TextToken {
				return clip(string(tokens.Text()), 120)
			}
		}
	}
}

// clip makes one short line of text that came from elsewhere.
func clip(text string, longest int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "..."
	}
	return text
}

// mostMembers is how many files a publisher's ZIP may hold; releases have some dozens.
const mostMembers = 2_000

// checkZip holds a ZIP-based file to having its end record: without it the file was cut, however cleanly.
func checkZip(at, name string, file *os.File, size int64) error {
	head := make([]byte, 4)
	if _, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading back what was taken from %s: %w", at, err)
	}
	isZip := bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
	if !isZip {
		if suffix := strings.ToLower(path.Ext(name)); zipBased[suffix] {
			return &NotAFile{At: at, Expected: "a file of type " + strings.ToUpper(suffix[1:])}
		}
		return nil
	}
	switch _, err := ziplist.Open(file, size, mostMembers); {
	case errors.Is(err, ziplist.ErrTooMany):
		return &Overfull{At: at, Limit: mostMembers}
	case err != nil:
		return &Truncated{At: at, Why: "a ZIP without its end record"}
	}
	return nil
}

// filename is what the publisher calls the file, safe to show and to keep: one name, no folders.
func filename(f Found, resp *http.Response) string {
	candidates := []string{}
	if resp != nil {
		if _, params, err := mime.ParseMediaType(resp.Header.Get("Content-Disposition")); err == nil {
			candidates = append(candidates, params["filename"])
		}
	}
	candidates = append(candidates, f.Filename)
	if u, err := url.Parse(f.URL); err == nil {
		candidates = append(candidates, path.Base(u.Path))
	}
	for _, name := range candidates {
		if name = safeName(name); name != "" {
			return name
		}
	}
	return "file"
}

func safeName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if name == "." || name == ".." || name == "/" || len(name) > 200 {
		return ""
	}
	return name
}
