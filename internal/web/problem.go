package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
)

// Problem is an error a reader may see (RFC 9457). Detail says what happened and what to do about it; it must hold
// nothing secret. Cause is for the log only.
type Problem struct {
	Status int
	Title  string
	Detail string
	Cause  error
}

func (p Problem) Error() string {
	text := fmt.Sprintf("%d %s", p.Status, p.Title)
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	if p.Cause != nil {
		text += ": " + p.Cause.Error()
	}
	return text
}

func (p Problem) Unwrap() error { return p.Cause }

// BecauseOf keeps the error that led to the problem, for the log.
func (p Problem) BecauseOf(err error) Problem {
	p.Cause = err
	return p
}

func problem(status int, title, format string, args ...any) Problem {
	return Problem{Status: status, Title: title, Detail: fmt.Sprintf(format, args...)}
}

// NotFound is 404: what was asked for is not here.
func NotFound(format string, args ...any) Problem {
	return problem(http.StatusNotFound, "Page not found", format, args...)
}

// BadRequest is 400: the request cannot be understood as it is.
func BadRequest(format string, args ...any) Problem {
	return problem(http.StatusBadRequest, "That did not work", format, args...)
}

// SignInNeeded is 401: only someone who has signed in may.
func SignInNeeded(format string, args ...any) Problem {
	return problem(http.StatusUnauthorized, "Sign in first", format, args...)
}

// Forbidden is 403: this person may not.
func Forbidden(format string, args ...any) Problem {
	return problem(http.StatusForbidden, "Not allowed", format, args...)
}

// OtherMethod is 405: what is at the address is not asked for in this way. Every address is read, written to, or both.
func OtherMethod(w http.ResponseWriter, r *http.Request) error {
	switch r.Method {
	case http.MethodPost:
		w.Header().Set("Allow", "GET, HEAD")
	case http.MethodGet, http.MethodHead:
		w.Header().Set("Allow", "POST")
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
	}
	return problem(http.StatusMethodNotAllowed, "That did not work", "This page cannot be asked for in this way. Open it from a link or a form of this site.")
}

// Conflict is 409: someone else changed it first.
func Conflict(format string, args ...any) Problem {
	return problem(http.StatusConflict, "Changed by someone else", format, args...)
}

// TooMany is 429: too often in too short a time.
func TooMany(format string, args ...any) Problem {
	return problem(http.StatusTooManyRequests, "Too many requests", format, args...)
}

// Unavailable is 503: not now, later perhaps.
func Unavailable(format string, args ...any) Problem {
	return problem(http.StatusServiceUnavailable, "Not available at the moment", format, args...)
}

// Rule says which problem an error of another package is.
type Rule struct {
	Err     error // matched with errors.Is
	Problem Problem
}

// table is the one place where errors become statuses; Site.Rules come before it.
var table = []Rule{
	{fs.ErrNotExist, NotFound("There is nothing at this address.")},
	{context.DeadlineExceeded, Unavailable("This took too long. Try again in a minute.")},
	{context.Canceled, Unavailable("The request was broken off.")},
}

// ProblemOf finds what a reader is told of an error. What is in no table is 500 and says nothing of its cause.
func (s *Site) ProblemOf(err error) Problem {
	var p Problem
	if errors.As(err, &p) {
		return p
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problem(http.StatusRequestEntityTooLarge, "Too large", "What was sent is larger than %d bytes. Send less at a time.", tooLarge.Limit)
	}
	for _, rules := range [][]Rule{s.Rules, table} {
		for _, rule := range rules {
			if errors.Is(err, rule.Err) {
				return rule.Problem
			}
		}
	}
	return problem(http.StatusInternalServerError, "Something went wrong", "The fault is ours and has been recorded. Try again in a minute.")
}

// WriteProblem writes a problem as application/problem+json.
func WriteProblem(w http.ResponseWriter, r *http.Request, p Problem) error {
	body, err := json.Marshal(struct {
		Type      string `json:"type"`
		Title     string `json:"title"`
		Status    int    `json:"status"`
		Detail    string `json:"detail,omitempty"`
		RequestID string `json:"request_id,omitempty"`
	}{"about:blank", p.Title, p.Status, p.Detail, RequestID(r.Context())})
	if err != nil {
		return fmt.Errorf("writing a problem as JSON: %w", err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, err = w.Write(append(body, '\n'))
	return err
}
