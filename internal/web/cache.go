package web

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// NotModified sets an entity tag made of a version (the warehouse's) and whatever else the answer depends on, and
// answers 304 when the client has that already; the handler then returns. The tag is weak because compression changes
// the bytes.
func NotModified(w http.ResponseWriter, r *http.Request, version string, parts ...string) bool {
	sum := sha256.Sum256([]byte(version + "\x00" + strings.Join(parts, "\x00")))
	tag := `W/"` + hex.EncodeToString(sum[:8]) + `"`
	h := w.Header()
	h.Set("Etag", tag)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	for have := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		have = strings.TrimSpace(have)
		if have == "*" || strings.TrimPrefix(have, "W/") == strings.TrimPrefix(tag, "W/") {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// Cache keeps finished pages by warehouse version and URL, least recently used out first, within a number of bytes.
// A page is a pure function of those two, so nothing in it is ever stale; old versions fall out by age.
type Cache struct {
	limit int64

	mu    sync.Mutex
	used  int64
	order *list.List // front is the most recently used
	pages map[string]*list.Element
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

// NewCache makes a cache of at most limit bytes.
func NewCache(limit int64) *Cache {
	return &Cache{limit: limit, order: list.New(), pages: map[string]*list.Element{}}
}

// Serve answers from the cache, and keeps what next answers. Only whole, successful, impersonal answers to GET and HEAD are
// kept: a request for which personal is true, an answer that sets a cookie or says private or no-store, is passed
// through. The version is asked for once a request, before the page is made.
func (c *Cache) Serve(version func() string, personal func(*http.Request) bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || personal != nil && personal(r) {
			next.ServeHTTP(w, r)
			return
		}
		key := version() + "\x00" + r.URL.Path + "\x00" + r.URL.Query().Encode()
		kept, ok := c.get(key)
		if !ok {
			made := &pageWriter{header: http.Header{}}
			whole := r.Clone(r.Context())
			whole.Method = http.MethodGet
			next.ServeHTTP(made, whole)
			kept = &page{key: key, status: made.statusOr(http.StatusOK), header: made.header, body: made.body.Bytes()}
			if cacheable(kept) {
				kept.shrink()
				c.put(kept)
			}
		}
		kept.send(w, r)
	})
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
	if p.zipped {
		h.Add("Vary", "Accept-Encoding")
	}
	if tag := p.header.Get("Etag"); tag != "" && r.Header.Get("If-None-Match") == tag {
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

func cacheable(p *page) bool {
	if p.status != http.StatusOK || p.header.Get("Set-Cookie") != "" {
		return false
	}
	control := p.header.Get("Cache-Control")
	return !strings.Contains(control, "private") && !strings.Contains(control, "no-store")
}

func (c *Cache) get(key string) (*page, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.pages[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*page), true
}

func (c *Cache) put(p *page) {
	// A page that would push out most others is not worth keeping.
	if p.size() > c.limit/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.pages[p.key]; ok {
		c.remove(e)
	}
	c.pages[p.key] = c.order.PushFront(p)
	c.used += p.size()
	for c.used > c.limit {
		c.remove(c.order.Back())
	}
}

func (c *Cache) remove(e *list.Element) {
	p := c.order.Remove(e).(*page)
	delete(c.pages, p.key)
	c.used -= p.size()
}

// Bytes is how much is kept at the moment.
func (c *Cache) Bytes() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.used
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
