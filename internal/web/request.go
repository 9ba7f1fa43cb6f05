package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gorilla/mux"
)

type contextKey int

const (
	idKey contextKey = iota
	routeKey
	bodyKey
	reachedKey
)

// WithRequestID gives each request an id of our own making (one sent by the client could be anything), puts it on the
// answer and in the context.
func WithRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:16]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), idKey, id)))
	})
}

// RequestID is the id of the request, or "" outside of one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(idKey).(string)
	return id
}

// route is filled in by NameRoute, inside the router, for the log line written outside it.
type route struct{ name string }

// NameRoute tells the request log which route was taken. It is for mux.Router.Use.
func NameRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if found, ok := r.Context().Value(routeKey).(*route); ok {
			if current := mux.CurrentRoute(r); current != nil {
				found.name, _ = current.GetPathTemplate()
			}
		}
		next.ServeHTTP(w, r)
	})
}

// logRequests writes one line a request. It names the route, not the path or query, and no address: a path can hold a
// token and an address is personal data.
func (s *Site) logRequests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		taken := &route{name: "no route"}
		counted := &recorder{ResponseWriter: w}
		next.ServeHTTP(counted, r.WithContext(context.WithValue(r.Context(), routeKey, taken)))
		s.logger().LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("request_id", RequestID(r.Context())),
			slog.String("method", r.Method),
			slog.String("route", taken.name),
			slog.Int("status", counted.statusOr(http.StatusOK)),
			slog.Int64("bytes", counted.bytes),
			slog.Duration("took", time.Since(started)))
	})
}

// recover turns a panic into an error page. http.ErrAbortHandler keeps its meaning: the connection is dropped, as it
// is when the answer was already on its way.
func (s *Site) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		counted := &recorder{ResponseWriter: w}
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			s.logger().LogAttrs(r.Context(), slog.LevelError, "panic",
				slog.String("request_id", RequestID(r.Context())), slog.String("stack", string(debug.Stack())))
			if counted.status != 0 {
				panic(http.ErrAbortHandler)
			}
			s.fail(counted, r, fmt.Errorf("panic: %v", cause), s.writePage)
		}()
		next.ServeHTTP(counted, r)
	})
}

// recorder remembers the status and counts the bytes of an answer.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) statusOr(status int) int {
	if w.status == 0 {
		return status
	}
	return w.status
}
