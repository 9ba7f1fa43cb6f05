package standin

import (
	"io"
	"net/http"
	"strconv"
	"time"
)

// Failure is a way in which a publisher's address goes wrong.
type Failure struct {
	serve func(s *Server, w http.ResponseWriter, r *http.Request)
	times int // how many requests it lasts; 0 means until Mend
}

// For makes a failure last for a number of requests, after which the address answers as it should.
func (f Failure) For(requests int) Failure {
	f.times = requests
	return f
}

// Status answers with a status and a short page: 404, 410, 500.
func Status(code int) Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		http.Error(w, http.StatusText(code), code)
	}}
}

// Busy answers 429 with Retry-After as given: seconds, or a date.
func Busy(retryAfter string) Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", retryAfter)
		http.Error(w, "Too many requests", http.StatusTooManyRequests)
	}}
}

// WebPage answers 200 with a web page of this title, whatever was asked for.
func WebPage(title string) Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, webPage(title, nil))
	}}
}

// Body answers 200 with these bytes, whatever was asked for.
func Body(contentType, body string) Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}}
}

// HalfPromisedWhole announces the whole length and breaks off in the middle.
func HalfPromisedWhole() Failure {
	return Failure{serve: func(s *Server, w http.ResponseWriter, r *http.Request) {
		s.part(w, r, func(whole []byte) { w.Header().Set("Content-Length", strconv.Itoa(len(whole))) })
	}}
}

// CleanlyCut sends half a file as if that were all of it.
func CleanlyCut() Failure {
	return Failure{serve: func(s *Server, w http.ResponseWriter, r *http.Request) {
		s.part(w, r, func(whole []byte) { w.Header().Set("Content-Length", strconv.Itoa(len(whole)/2)) })
	}}
}

// Silent never answers.
func Silent() Failure {
	return Failure{serve: func(s *Server, _ http.ResponseWriter, r *http.Request) { s.hang(r) }}
}

// Stalled sends half a file and then nothing more.
func Stalled() Failure {
	return Failure{serve: func(s *Server, w http.ResponseWriter, r *http.Request) {
		s.part(w, r, func(whole []byte) { w.Header().Set("Content-Length", strconv.Itoa(len(whole))) })
		_ = http.NewResponseController(w).Flush()
		s.hang(r)
	}}
}

// Endless sends bytes for as long as anybody listens.
func Endless() Failure {
	return Failure{serve: func(s *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv")
		line := []byte("202324,Academic year,National,E92000001,England,1,2,3,4,5,6,7,8,9\n")
		for {
			select {
			case <-s.closing:
				return
			default:
			}
			if _, err := w.Write(line); err != nil {
				return
			}
		}
	}}
}

// Announced answers with a Content-Length of this many bytes and sends none.
func Announced(bytes int64) Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv")
		w.Header().Set("Content-Length", strconv.FormatInt(bytes, 10))
		w.WriteHeader(http.StatusOK)
	}}
}

// Loop redirects to itself for ever.
func Loop() Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	}}
}

// RedirectTo sends the visitor elsewhere.
func RedirectTo(address string) Failure {
	return Failure{serve: func(_ *Server, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, address, http.StatusFound)
	}}
}

// part sends the first half of what the address really holds.
func (s *Server) part(w http.ResponseWriter, r *http.Request, announce func(whole []byte)) {
	res, ok := s.find(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	whole, _, err := res.bytes(s)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", res.contentType)
	announce(whole)
	_, _ = w.Write(whole[:len(whole)/2])
}

func (s *Server) hang(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-s.closing:
	}
}

// modified is the date given to what has none of its own.
var modified = time.Date(2025, time.June, 26, 8, 30, 0, 0, time.UTC)
