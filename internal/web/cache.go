package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Public lets browsers and proxies keep an answer for so long without asking again. For as long again a proxy may give it out while it
// asks for a newer one, and for an hour where the server does not answer.
func Public(h http.Header, during time.Duration) {
	seconds := int(during / time.Second)
	h.Set("Cache-Control", fmt.Sprintf("public, max-age=%d, stale-while-revalidate=%d, stale-if-error=3600", seconds, seconds))
}

// NotModified sets an entity tag made of a version (the warehouse's) and whatever else the answer depends on, and
// answers 304 when the client has that already; the handler then returns. The tag is weak because compression changes
// the bytes.
func NotModified(w http.ResponseWriter, r *http.Request, version string, parts ...string) bool {
	h := w.Header()
	h.Set("Etag", tagOf(version, parts...))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	if !has(r, h.Get("Etag")) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

func tagOf(version string, parts ...string) string {
	sum := sha256.Sum256([]byte(version + "\x00" + strings.Join(parts, "\x00")))
	return `W/"` + hex.EncodeToString(sum[:8]) + `"`
}

// has says that the client has what bears the tag.
func has(r *http.Request, tag string) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	for have := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		have = strings.TrimSpace(have)
		if have == "*" || strings.TrimPrefix(have, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// Cache keeps finished pages by warehouse version and URL, least recently used out first, within a number of bytes.
// A page is a pure function of those two, so nothing in it is ever stale. When a handler's version changes, what was kept of its earlier
// one goes: nobody asks for it again, and it would take memory beside what takes its place. Pages whose address has a
// question mark stand on a shelf of their own, of half the bytes: whoever makes up questions pushes out only other questions.
// A page that several ask for at once is made once, and only so many are made at a time.
type Cache struct {
	plain, asked *shelf
	making       *making
}

// NewCache makes a cache of at most limit bytes.
func NewCache(limit int64) *Cache {
	return &Cache{plain: newShelf(limit - limit/2), asked: newShelf(limit / 2), making: newMaking(runtime.GOMAXPROCS(0))}
}

// Bytes is how much is kept at the moment.
func (c *Cache) Bytes() int64 { return c.plain.bytes() + c.asked.bytes() }

// Work is what the cache has done since it began, and what it is doing.
func (c *Cache) Work() Work { return c.making.work() }

// Serve answers from the cache, and keeps what next answers. Only whole, successful, impersonal answers to GET and HEAD are
// kept: a request for which personal is true, an answer that sets a cookie or says private or no-store, is passed
// through. The version is asked for once a request, before the page is made. Where too many pages are being made already, busy
// answers; nil is a plain 503.
func (c *Cache) Serve(version func() string, personal func(*http.Request) bool, busy, next http.Handler) http.Handler {
	if busy == nil {
		busy = http.HandlerFunc(plainlyBusy)
	}
	var latest latest
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		if personal != nil && personal(r) {
			c.through(w, r, busy, next)
			return
		}
		now := version()
		if earlier, changed := latest.turn(now); changed {
			c.plain.forget(earlier)
			c.asked.forget(earlier)
		}
		kept, err := c.page(r, now, next)
		switch {
		case err == nil:
			kept.send(w, r)
		case r.Context().Err() == nil:
			busy.ServeHTTP(w, r)
		}
	})
}

// latest is the version that a handler was last asked for.
type latest struct {
	mu      sync.Mutex
	version string
}

// turn notes the version, and returns the one before it where it has changed.
func (l *latest) turn(now string) (earlier string, changed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	earlier, l.version = l.version, now
	return earlier, earlier != now && earlier != ""
}

// through makes a page for one reader alone, in the same turn as everybody's.
func (c *Cache) through(w http.ResponseWriter, r *http.Request, busy, next http.Handler) {
	leave, err := c.making.enter(r)
	if err != nil {
		busy.ServeHTTP(w, r)
		return
	}
	defer leave()
	next.ServeHTTP(w, r)
}

// page is the page a request asks for: kept, or being made for somebody else already, or made now.
func (c *Cache) page(r *http.Request, version string, next http.Handler) (*page, error) {
	query := r.URL.Query().Encode()
	shelf := c.plain
	if query != "" {
		shelf = c.asked
	}
	key := version + "\x00" + r.URL.Path + "\x00" + query
	for {
		if kept, ok := shelf.get(key); ok {
			c.making.kept.Add(1)
			return kept, nil
		}
		f, first := c.making.join(key)
		if !first {
			made, err := f.wait(r.Context())
			if err == nil && made == nil && f.cutOff {
				continue // whoever asked first went away before it was begun
			}
			if err != nil || made != nil {
				c.making.shared.Add(1)
				return made, err
			}
			return c.make(r, key, next) // it is not for sharing: each gets an answer of their own
		}
		return c.lead(r, f, key, shelf, next)
	}
}

// lead makes a page for everybody who asks for it meanwhile, and keeps it.
func (c *Cache) lead(r *http.Request, f *flight, key string, shelf *shelf, next http.Handler) (*page, error) {
	defer c.making.land(key, f)
	if kept, ok := shelf.get(key); ok { // it came while the flight was being looked for
		f.page = kept
		return kept, nil
	}
	made, err := c.make(r, key, next)
	f.busy = errors.Is(err, errBusy)
	f.cutOff = err != nil && !f.busy
	if err != nil || !made.cacheable() {
		return made, err
	}
	if made.header.Get("Etag") == "" {
		made.header.Set("Etag", tagOf(key))
	}
	made.shrink()
	shelf.put(made)
	f.page = made
	return made, nil
}

// longest is how long a page may take to make.
const longest = time.Minute

// make makes a page when its turn has come. What has been begun is finished though the reader has gone: the next one finds it.
func (c *Cache) make(r *http.Request, key string, next http.Handler) (*page, error) {
	leave, err := c.making.enter(r)
	if err != nil {
		return nil, err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), longest)
	defer cancel()
	made := &pageWriter{header: http.Header{}}
	whole := r.Clone(ctx)
	whole.Method = http.MethodGet
	whole.Header.Del("If-None-Match")
	next.ServeHTTP(made, whole)
	return &page{key: key, status: made.statusOr(http.StatusOK), header: made.header, body: made.body.Bytes()}, nil
}

// page is an answer as it is kept. What shrinks is kept shrunk: more pages fit, and none is compressed twice.
type page struct {
	key    string
	status int
	header http.Header
	body   []byte
	zipped bool // body is gzip of what the handler wrote
}

// overhead is what a page costs beside its body and key.
const overhead = 512

func (p *page) size() int64 { return int64(len(p.body)+len(p.key)) + overhead }

// cacheable says that the page is whole, successful and everybody's.
func (p *page) cacheable() bool {
	if p.status != http.StatusOK || p.header.Get("Set-Cookie") != "" {
		return false
	}
	control := p.header.Get("Cache-Control")
	return !strings.Contains(control, "private") && !strings.Contains(control, "no-store")
}

// shrink compresses the body where that is worth while.
func (p *page) shrink() {
	if !shrinks(p.header.Get("Content-Type")) || len(p.body) < smallest || p.header.Get("Content-Encoding") != "" {
		return
	}
	var b bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&b)
	if _, err := z.Write(p.body); err != nil || z.Close() != nil {
		return
	}
	p.body, p.zipped = b.Bytes(), true
}

// send answers with the page, or with 304 to a client that has it.
func (p *page) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, values := range p.header {
		h[name] = append([]string(nil), values...)
	}
	if shrinks(h.Get("Content-Type")) {
		variesByCoding(h)
	}
	if tag := p.header.Get("Etag"); tag != "" && has(r, tag) {
		h.Del("Content-Length")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if !p.zipped || acceptsGzip(r) {
		if p.zipped {
			h.Set("Content-Encoding", "gzip")
			h.Set("Content-Length", strconv.Itoa(len(p.body)))
		}
		w.WriteHeader(p.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(p.body)
		}
		return
	}
	w.WriteHeader(p.status)
	if r.Method == http.MethodHead {
		return
	}
	if z, err := gzip.NewReader(bytes.NewReader(p.body)); err == nil {
		_, _ = io.Copy(w, z)
	}
}

// pageWriter holds an answer back until it is whole.
type pageWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *pageWriter) Header() http.Header { return w.header }

func (w *pageWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *pageWriter) Write(p []byte) (int, error) { return w.body.Write(p) }

func (w *pageWriter) statusOr(status int) int {
	if w.status == 0 {
		return status
	}
	return w.status
}
