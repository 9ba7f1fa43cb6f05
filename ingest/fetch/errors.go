package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Gone says that the publisher has withdrawn an address for good (410).
type Gone struct {
	At        string // host and path
	Publisher string // GOV.UK, or "The publisher"
}

func (e *Gone) Error() string {
	return fmt.Sprintf("%s: %s replaced this file: the address is taken from the page again at the next run", e.At, e.Publisher)
}

// NotFound says that there is nothing at an address (404).
type NotFound struct{ At string }

func (e *NotFound) Error() string {
	return e.At + ": there is nothing at this address: check the name of the publication or page in the list of sources"
}

// NotAFile says that something else came where a file, or JSON, was expected.
type NotAFile struct {
	At       string
	Expected string // "a file", "JSON", "a file of type ODS"
	Title    string // the page's own title, when a web page came
}

func (e *NotAFile) Error() string {
	if e.Title != "" {
		return fmt.Sprintf("%s: a web page titled %q came where %s was expected: open the address in a browser to see what it says", e.At, e.Title, e.Expected)
	}
	return fmt.Sprintf("%s: something else came where %s was expected: open the address in a browser to see what it says", e.At, e.Expected)
}

// Truncated says that only part of a file arrived. Nothing of it is kept.
type Truncated struct {
	At  string
	Why string
}

func (e *Truncated) Error() string {
	return fmt.Sprintf("%s: only part of the file arrived (%s): nothing of it was kept, and the next run takes it again", e.At, e.Why)
}

// TooLarge says that a file is, or would grow, larger than the limit.
type TooLarge struct {
	At    string
	Limit int64 // bytes
}

func (e *TooLarge) Error() string {
	return fmt.Sprintf("%s: the file is larger than the limit of %s: raise the limit if the publisher's files have grown", e.At, bytesInWords(e.Limit))
}

// Overfull says that a ZIP holds more files than are looked through.
type Overfull struct {
	At    string
	Limit int
}

func (e *Overfull) Error() string {
	return fmt.Sprintf("%s: the ZIP lists more than %d files, which no release has: open the address in a browser to see what it gives", e.At, e.Limit)
}

// Refused says that we would not go to an address: it is not a publisher's, or its redirects do not end.
type Refused struct {
	At  string
	Why string
}

func (e *Refused) Error() string { return e.At + ": not followed: " + e.Why }

// Unreachable says that no answer worth having came, after trying as often as allowed.
type Unreachable struct {
	At    string
	Tries int
	Last  string // what went wrong the last time, in words
	Err   error  // the last error itself; may be nil
}

func (e *Unreachable) Error() string {
	times := "once"
	if e.Tries > 1 {
		times = fmt.Sprintf("%d times", e.Tries)
	}
	return fmt.Sprintf("%s: could not be reached, tried %s (%s): the last good edition stays in use until the next run", e.At, times, e.Last)
}

// Unwrap gives the last error.
func (e *Unreachable) Unwrap() error { return e.Err }

// Changed says that an answer lacks what it needs to have: the publisher has changed its layout.
type Changed struct {
	At      string
	Missing []string // the members, links or files that were looked for
	Seen    string   // what was there instead, when that helps; may be empty
}

func (e *Changed) Error() string {
	seen := ""
	if e.Seen != "" {
		seen = "; there: " + e.Seen
	}
	return fmt.Sprintf("%s: the answer has changed: missing %s%s", e.At, strings.Join(e.Missing, ", "), seen)
}

// Unexpected is any other answer: a refusal by the publisher (401, 403) or a status that has no meaning here.
type Unexpected struct {
	At     string
	Status int
}

func (e *Unexpected) Error() string {
	return fmt.Sprintf("%s: answered %d %s: open the address in a browser to see whether it was withdrawn", e.At, e.Status, http.StatusText(e.Status))
}

// passing is a failure that may be over in a moment, so that asking again is right.
type passing struct {
	cause string        // in words
	err   error         // may be nil
	after time.Duration // how long the publisher asks us to wait; 0 when it does not say
	final error         // what to answer when the tries are used up; nil means Unreachable
}

func (e *passing) Error() string { return e.cause }
func (e *passing) Unwrap() error { return e.err }

// Permanent says whether asking again later cannot help unless somebody changes something.
func Permanent(err error) bool {
	var (
		notFound   *NotFound
		refused    *Refused
		changed    *Changed
		tooLarge   *TooLarge
		overfull   *Overfull
		unexpected *Unexpected
	)
	return errors.As(err, &notFound) || errors.As(err, &refused) || errors.As(err, &changed) ||
		errors.As(err, &tooLarge) || errors.As(err, &overfull) || errors.As(err, &unexpected)
}

func bytesInWords(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.0f MB", float64(n)/(1<<20))
	default:
		return fmt.Sprintf("%d bytes", n)
	}
}
