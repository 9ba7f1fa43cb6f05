package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// visitor is one session: somebody with a connection of their own, a cookie or none, and what their browser has seen already.
type visitor struct {
	ctx    context.Context
	url    string
	client *http.Client
	draw   *rand.Rand
	record *record
	cookie string
	tags   map[string]string // of addresses seen, as a browser keeps them
	assets map[string]bool   // stylesheets and scripts the browser has
	newest int               // the newest version of the data seen: it may not go back
	due    time.Time         // when the next request is to leave
}

func newVisitor(ctx context.Context, url string, r *record, seed, number uint64) *visitor {
	return &visitor{ctx: ctx, url: url, record: r, draw: rand.New(rand.NewPCG(seed, number)), tags: map[string]string{}, assets: map[string]bool{}, due: time.Now(),
		client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 1, DisableCompression: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// A reader's pause is drawn from a log-normal distribution, as times of reading are: half of them under 12 seconds, four in five
// between 5 and 26, none above a minute.
const (
	readingMedian = 12 * time.Second
	readingSpread = 0.6
	longestPause  = time.Minute

	programPause = 2 * time.Second // between the requests of a script that asks politely
)

// think waits as somebody does who reads, with a median of their kind.
func (v *visitor) think(median time.Duration) {
	pause := time.Duration(float64(median) * math.Exp(readingSpread*v.draw.NormFloat64()))
	v.wait(min(pause, longestPause))
}

// wait sets when the next request is due and waits for it.
func (v *visitor) wait(pause time.Duration) {
	v.due = time.Now().Add(pause)
	select {
	case <-v.ctx.Done():
	case <-time.After(pause):
	}
}

func (v *visitor) gone() bool { return v.ctx.Err() != nil }

// reply is an answer that has been read.
type reply struct {
	status int
	header http.Header
	body   string
}

// errWrong is an answer that came and is not what was asked for.
var errWrong = errors.New("a wrong answer")

// page opens a page, follows a redirection, and checks that a whole page came.
func (v *visitor) page(kind, path string) string {
	got, ok := v.ask(kind, http.MethodGet, path, nil, func(got reply) error {
		switch {
		case got.status == http.StatusNotModified || got.status == http.StatusSeeOther:
			return nil
		case got.status != http.StatusOK:
			return fmt.Errorf("%w: status %d", errWrong, got.status)
		case !strings.Contains(got.body, "<main") || !strings.HasSuffix(strings.TrimSpace(got.body), "</html>"):
			return fmt.Errorf("%w: no whole page", errWrong)
		}
		return v.notOlder(got.body)
	})
	if !ok {
		return ""
	}
	if at := got.header.Get("Location"); got.status == http.StatusSeeOther && strings.HasPrefix(at, "/") && at != path {
		v.due = time.Now()
		return v.page(kind, at)
	}
	return got.body
}

var dataVersion = regexp.MustCompile(`version (\d+), newest file`)

// notOlder holds the site to never showing older data after newer.
func (v *visitor) notOlder(body string) error {
	found := dataVersion.FindStringSubmatch(body)
	if found == nil {
		return nil
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		return err
	}
	if n < v.newest {
		return fmt.Errorf("%w: version %d of the data after version %d", errWrong, n, v.newest)
	}
	v.newest = n
	v.record.sees(n)
	return nil
}

// file fetches something that is no page and checks how it begins.
func (v *visitor) file(kind, path, begins string) string {
	got, _ := v.ask(kind, http.MethodGet, path, nil, func(got reply) error {
		switch {
		case got.status == http.StatusNotModified:
			return nil
		case got.status != http.StatusOK:
			return fmt.Errorf("%w: status %d", errWrong, got.status)
		case !strings.HasPrefix(strings.TrimPrefix(got.body, "\ufeff"), begins) || got.body == "":
			return fmt.Errorf("%w: it does not begin as it should", errWrong)
		}
		return nil
	})
	return got.body
}

// post sends a form and wants one of the statuses.
func (v *visitor) post(kind, path string, form url.Values, wanted ...int) (reply, bool) {
	return v.ask(kind, http.MethodPost, path, form, func(got reply) error {
		for _, status := range wanted {
			if got.status == status {
				return nil
			}
		}
		return fmt.Errorf("%w: status %d", errWrong, got.status)
	})
}

// ask sends a request when it is due, reads the answer, checks it and records both. A visitor who leaves while waiting counts for nothing.
func (v *visitor) ask(kind, method, path string, form url.Values, check func(reply) error) (reply, bool) {
	got, err := v.send(method, path, form)
	if v.gone() {
		return got, false
	}
	if err == nil && len(got.header.Get("X-Request-Id")) != 16 {
		err = fmt.Errorf("%w: no request id", errWrong)
	}
	if err == nil {
		err = check(got)
	}
	if got.status == http.StatusNotModified {
		kind = "not changed (304)"
	}
	v.record.add(kind, v.due, time.Since(v.due), err)
	return got, err == nil
}

func (v *visitor) send(method, path string, form url.Values) (got reply, err error) {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(v.ctx, method, v.url+path, body)
	if err != nil {
		return got, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		if form.Has("base") {
			r.Header.Set("X-Saves", "1")
		}
	}
	if v.cookie != "" {
		r.Header.Set("Cookie", v.cookie)
	}
	if tag := v.tags[path]; tag != "" && method == http.MethodGet {
		r.Header.Set("If-None-Match", tag)
	}
	answer, err := v.client.Do(r)
	if err != nil {
		return got, errors.Unwrap(err) // what went wrong, without the address
	}
	defer answer.Body.Close()
	got.status, got.header = answer.StatusCode, answer.Header
	got.body, err = unpacked(answer)
	if tag := answer.Header.Get("Etag"); tag != "" && answer.StatusCode == http.StatusOK {
		v.tags[path] = tag
	}
	if set := answer.Header.Get("Set-Cookie"); set != "" {
		v.cookie, _, _ = strings.Cut(set, ";")
	}
	return got, err
}

func unpacked(answer *http.Response) (string, error) {
	var body bytes.Buffer
	from := io.Reader(answer.Body)
	if answer.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(answer.Body)
		if err != nil {
			return "", err
		}
		from = z
	}
	if _, err := body.ReadFrom(from); err != nil {
		return "", err
	}
	return body.String(), nil
}

var hrefs = regexp.MustCompile(`href="(/[^"#]*)`)

// links are the addresses of this site that a page leads to and a function likes.
func links(page string, like func(string) bool) (all []string) {
	for _, found := range hrefs.FindAllStringSubmatch(page, -1) {
		if at := strings.ReplaceAll(found[1], "&amp;", "&"); like(at) {
			all = append(all, at)
		}
	}
	return all
}

// oneOf draws one; the zero value where there is none.
func oneOf[T any](draw *rand.Rand, all []T) (one T) {
	if len(all) == 0 {
		return one
	}
	return all[draw.IntN(len(all))]
}
