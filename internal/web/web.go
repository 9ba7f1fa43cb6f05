// Package web is what every request passes through before and after its page: a request id, a log line, recovery from
// a panic, security headers, limits, compression, and one place where an error becomes a status. It knows no page.
package web

import (
	"log/slog"
	"net/http"
)

// Handler answers a request or says why it could not. It must not have written anything when it returns an error.
type Handler func(w http.ResponseWriter, r *http.Request) error

// ErrorPage writes a problem as a page, with the problem's status.
type ErrorPage func(w http.ResponseWriter, r *http.Request, p Problem) error

// Site is what all requests of a server share.
type Site struct {
	Log       *slog.Logger
	ErrorPage ErrorPage // plain text when nil
	Rules     []Rule    // added to the error-to-status table
	MaxBody   int64     // bytes of a request body; DefaultMaxBody when 0
	Public    string    // the only address the site has, as https://host[:port] (see ParsePublic); any host is answered when empty
	Proxies   Proxies   // that are believed about where a request comes from
	Origins   []string  // other origins that may write, as scheme://host[:port]
}

// DefaultMaxBody is enough for a long form. Uploads set their own limit with Limit.
const DefaultMaxBody = 1 << 20

// Wrap puts everything around a router, outermost first. It fails when an origin is not one.
func (s *Site) Wrap(router http.Handler) (http.Handler, error) {
	guard, err := s.crossOrigin(router)
	if err != nil {
		return nil, err
	}
	var h http.Handler = Limit(s.maxBody(), guard)
	h = s.ownHost(h)
	h = Compress(h)
	h = s.recover(h)
	h = SecurityHeaders(h)
	h = s.logRequests(h)
	return WithRequestID(s.locate(h)), nil
}

// Page turns a handler into an http.Handler whose errors are shown as a page.
func (s *Site) Page(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := answered(h, w, r); err != nil {
			s.fail(w, r, err, s.writePage)
		}
	})
}

// API turns a handler into an http.Handler whose errors are application/problem+json.
func (s *Site) API(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := answered(h, w, r); err != nil {
			s.fail(w, r, err, WriteProblem)
		}
	})
}

// NotFound is the handler for a path that leads nowhere, as a page or, under an API, as problem+json.
func (s *Site) NotFound(detail string) Handler {
	return func(http.ResponseWriter, *http.Request) error { return NotFound("%s", detail) }
}

func (s *Site) maxBody() int64 {
	if s.MaxBody > 0 {
		return s.MaxBody
	}
	return DefaultMaxBody
}

func (s *Site) logger() *slog.Logger {
	if s.Log != nil {
		return s.Log
	}
	return slog.Default()
}

// fail logs what went wrong and answers with what a reader may know of it. Of a request that was at fault itself the log says which
// problem it was and no more: what it asked for can hold a name or an address that somebody typed.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error, write ErrorPage) {
	p := s.ProblemOf(err)
	level, cause := slog.LevelInfo, p.Title
	if p.Status >= http.StatusInternalServerError {
		level, cause = slog.LevelError, err.Error()
	}
	s.logger().LogAttrs(r.Context(), level, "request failed",
		slog.String("request_id", RequestID(r.Context())), slog.Int("status", p.Status), slog.String("error", cause))
	clearForError(w.Header())
	if err := write(w, r, p); err != nil {
		s.logger().LogAttrs(r.Context(), slog.LevelError, "the error page could not be written",
			slog.String("request_id", RequestID(r.Context())), slog.String("error", err.Error()))
		http.Error(w, p.Title, p.Status)
	}
}

// clearForError forgets headers that were meant for the answer that did not come.
func clearForError(h http.Header) {
	for _, name := range []string{"Content-Length", "Content-Encoding", "Content-Disposition", "Etag", "Last-Modified"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
}

func (s *Site) writePage(w http.ResponseWriter, r *http.Request, p Problem) error {
	if s.ErrorPage == nil {
		http.Error(w, p.Title+"\n\n"+p.Detail, p.Status)
		return nil
	}
	return s.ErrorPage(w, r, p)
}
