// Package standin plays the publishers on this computer: Explore Education Statistics, the GOV.UK content API with its
// attachments, and plain pages with links. It serves files from a folder in the publishers' own shapes, counts what it
// is asked, and fails in the ways that they do, when told to. Tests run the fetcher against it, and so may a
// demonstration that must not depend on a network.
package standin

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Server is the stand-in. It is an http.Handler, and listens by itself once started.
type Server struct {
	dir       string
	catalogue Catalogue

	mu       sync.Mutex
	failures map[string]*Failure
	asked    map[string]int
	reissued map[string]int // how often a media file was given a new address

	http    *http.Server
	closing chan struct{}
	close   sync.Once
	url     string
}

// New makes a stand-in that publishes a catalogue of the files in dir.
func New(dir string, catalogue Catalogue) *Server {
	return &Server{
		dir: dir, catalogue: catalogue,
		failures: map[string]*Failure{}, asked: map[string]int{}, reissued: map[string]int{},
		closing: make(chan struct{}),
	}
}

// Start listens on a loopback address; "" is any free port of 127.0.0.1.
func (s *Server) Start(address string) error {
	if address == "" {
		address = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("starting the stand-in publisher: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("starting the stand-in publisher: %s is not an address of this computer alone; use 127.0.0.1", host)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("starting the stand-in publisher: %w", err)
	}
	s.url = "http://" + listener.Addr().String()
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.http.Serve(listener) }()
	return nil
}

// URL is where it listens, without a final slash. It stands for both the EES base and the GOV.UK base.
func (s *Server) URL() string { return s.url }

// Close stops it at once, requests under way included.
func (s *Server) Close() error {
	s.close.Do(func() { close(s.closing) })
	if s.http == nil {
		return nil
	}
	if err := s.http.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("closing the stand-in publisher: %w", err)
	}
	return nil
}

// Fail makes a path go wrong from now on.
func (s *Server) Fail(path string, f Failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures[path] = &f
}

// Mend makes a path answer as it should again.
func (s *Server) Mend(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.failures, path)
}

// Requests is how often a path was asked for.
func (s *Server) Requests(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// Total is how often anything was asked for.
func (s *Server) Total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	sum := 0
	for _, n := range s.asked {
		sum += n
	}
	return sum
}

// Reissue gives a media file a new address, as GOV.UK does when a file is replaced. The old one answers 410.
func (s *Server) Reissue(file string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reissued[file]++
}

// MediaPath is where a file is now served as a GOV.UK attachment.
func (s *Server) MediaPath(file string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return mediaPath(file, s.reissued[file])
}

func mediaPath(file string, issue int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", file, issue))
	return "/media/" + hex.EncodeToString(sum[:12]) + "/" + path.Base(file)
}

// FilePath is where a file of the folder is served as itself.
func FilePath(file string) string { return "/files/" + file }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f := s.note(r); f != nil {
		f.serve(s, w, r)
		return
	}
	res, ok := s.find(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	if res.status != 0 {
		http.Error(w, http.StatusText(res.status), res.status)
		return
	}
	s.send(w, r, res)
}

// note counts a request and answers the failure it is to meet, if any.
func (s *Server) note(r *http.Request) *Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[r.URL.Path]++
	f := s.failures[r.URL.Path]
	if f != nil && f.times > 0 {
		if f.times--; f.times == 0 {
			delete(s.failures, r.URL.Path)
		}
	}
	return f
}

// send answers with an entity tag and a date, and with 304 to those who have it.
func (s *Server) send(w http.ResponseWriter, r *http.Request, res resource) {
	content, changed, err := res.bytes(s)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	sum := sha256.Sum256(content)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	w.Header().Set("Content-Type", res.contentType)
	if res.download != "" {
		w.Header().Set("Content-Disposition", `attachment; filename="`+res.download+`"`)
	}
	if res.gzip {
		w.Header().Set("Content-Encoding", "gzip")
		content = compressed(content)
	}
	http.ServeContent(w, r, "", changed, bytes.NewReader(content))
}

func compressed(content []byte) []byte {
	var buf bytes.Buffer
	zipper := gzip.NewWriter(&buf)
	_, _ = zipper.Write(content)
	_ = zipper.Close()
	return buf.Bytes()
}

// inside answers the path of a file in the folder, which no name leads out of.
func (s *Server) inside(file string) string {
	return filepath.Join(s.dir, filepath.FromSlash(path.Clean("/"+strings.TrimPrefix(file, "/"))))
}
