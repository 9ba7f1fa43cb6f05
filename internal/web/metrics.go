package web

import (
	"net/http"
	"strconv"
	"time"
)

// Answer is what may be counted of a request once it has been answered. Everything in it comes from a short list, whatever
// a client sends.
type Answer struct {
	Method string // "other" for one that HTTP does not know
	Route  string // the template, such as "/areas/{code}"; "no route" when there was none
	Class  string // of the status, such as "2xx"
	Status int
	Took   time.Duration
}

// Observe tells observe of every answer. It goes around the router, inside Site.Wrap; NameRoute tells it the route.
func Observe(observe func(Answer), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		counted := &recorder{ResponseWriter: w}
		ended := false
		defer func() {
			status := counted.statusOr(http.StatusOK)
			if !ended && counted.status == 0 {
				status = http.StatusInternalServerError // it panicked, and what is around it answers
			}
			observe(Answer{Method: knownMethod(r.Method), Route: routeOf(r), Class: strconv.Itoa(status/100) + "xx", Status: status, Took: time.Since(started)})
		}()
		next.ServeHTTP(counted, r)
		ended = true
	})
}

func routeOf(r *http.Request) string {
	if taken, ok := r.Context().Value(routeKey).(*route); ok {
		return taken.name
	}
	return "no route"
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	default:
		return "other"
	}
}
