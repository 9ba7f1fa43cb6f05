package main

import (
	"net/http"

	"inclusion/internal/web"
)

// Why a write can be refused, and a sign-in, and by which way somebody tried to come in.
var (
	writesRefused  = []string{"not allowed", "changed by someone else", "too large", "not valid", "too many", "not available", "fault"}
	signInsRefused = []string{"wrong", "too many tries"}
	waysIn         = []string{"sign-in page", "link", "organisation"}
)

// reasons are what a status says of a write that was refused.
var reasons = map[int]string{http.StatusBadRequest: "not valid", http.StatusUnauthorized: "not allowed", http.StatusForbidden: "not allowed",
	http.StatusConflict: "changed by someone else", http.StatusRequestEntityTooLarge: "too large", http.StatusUnprocessableEntity: "not valid",
	http.StatusTooManyRequests: "too many", http.StatusServiceUnavailable: "not available", http.StatusInternalServerError: "fault"}

// entrances are the routes where somebody signs in.
var entrances = map[string]string{"POST /sign-in": "sign-in page", "POST /pack/{token}": "link", "GET /sign-in/return": "organisation"}

// answered counts an answer. A sign-in that was refused is not counted as a write too.
func (m *measures) answered(a web.Answer) {
	m.answers.WithLabelValues(a.Method, a.Route, a.Class).Inc()
	m.seconds.WithLabelValues(a.Route, a.Class).Observe(a.Took.Seconds())
	if way, ok := entrances[a.Method+" "+a.Route]; ok {
		switch a.Status {
		case http.StatusUnauthorized, http.StatusForbidden:
			m.turned.WithLabelValues(way, "wrong").Inc()
			return
		case http.StatusTooManyRequests:
			m.turned.WithLabelValues(way, "too many tries").Inc()
			return
		}
	}
	if reason, ok := reasons[a.Status]; ok && a.Method != http.MethodGet && a.Method != http.MethodHead && a.Route != "no route" {
		m.refused.WithLabelValues(reason).Inc()
	}
}
