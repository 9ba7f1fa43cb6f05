package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// compressible are the beginnings of content types that shrink.
var compressible = []string{"text/", "application/json", "application/problem+json", "image/svg+xml", "application/xml", "application/atom+xml"}

// smallest is how many bytes an answer of known length needs before compressing it is worth while.
const smallest = 1024

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(io.Discard, gzip.DefaultCompression)
	return z
}}

// Compress gzips answers of a kind that shrinks, for clients that accept it, unless they are compressed already.
func Compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !acceptsGzip(r) || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		z := &zipped{ResponseWriter: w}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

func acceptsGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if name == "gzip" && strings.ReplaceAll(quality, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// zipped decides when the header is written, because only then the content type and length are known.
type zipped struct {
	http.ResponseWriter
	zip     *gzip.Writer
	decided bool
}

func (z *zipped) WriteHeader(status int) {
	if !z.decided && status >= http.StatusOK {
		z.decided = true
		h := z.Header()
		if z.worthIt(status) {
			h.Del("Content-Length")
			h.Set("Content-Encoding", "gzip")
			z.zip = zippers.Get().(*gzip.Writer)
			z.zip.Reset(z.ResponseWriter)
		}
	}
	z.ResponseWriter.WriteHeader(status)
}

func (z *zipped) worthIt(status int) bool {
	h := z.Header()
	if status == http.StatusNoContent || status == http.StatusNotModified || status == http.StatusPartialContent || h.Get("Content-Encoding") != "" {
		return false
	}
	if !shrinks(h.Get("Content-Type")) {
		return false
	}
	variesByCoding(h)
	length, err := strconv.Atoi(h.Get("Content-Length"))
	return err != nil || length >= smallest
}

// variesByCoding tells whoever keeps the answer that it is another for clients that do not unpack.
func variesByCoding(h http.Header) {
	if !slices.Contains(h.Values("Vary"), "Accept-Encoding") {
		h.Add("Vary", "Accept-Encoding")
	}
}

// shrinks says that a kind of content is worth compressing.
func shrinks(kind string) bool {
	return slices.ContainsFunc(compressible, func(start string) bool { return strings.HasPrefix(kind, start) })
}

func (z *zipped) Write(p []byte) (int, error) {
	if !z.decided {
		if z.Header().Get("Content-Type") == "" {
			z.Header().Set("Content-Type", http.DetectContentType(p))
		}
		z.WriteHeader(http.StatusOK)
	}
	if z.zip != nil {
		return z.zip.Write(p)
	}
	return z.ResponseWriter.Write(p)
}

// FlushError sends what there is, for answers that come in pieces.
func (z *zipped) FlushError() error {
	if z.zip != nil {
		if err := z.zip.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the connection.
func (z *zipped) Unwrap() http.ResponseWriter { return z.ResponseWriter }

func (z *zipped) close() {
	if z.zip == nil {
		return
	}
	_ = z.zip.Close()
	z.zip.Reset(io.Discard)
	zippers.Put(z.zip)
}
