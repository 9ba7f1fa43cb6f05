package api

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"inclusion/internal/web"
)

// How many rows a page has. A CSV file is opened by people who would not see that it was cut short, so it gets as many as a
// page may have unless fewer are asked for.
const (
	pageRows    = 1000
	mostRows    = 10000
	mostSkipped = 1_000_000_000
)

// ask is a request that has been understood.
type ask struct {
	vars  map[string]string
	query map[string]string // only the parameters that were given
	page  page
	today time.Time
	plans Plans
}

// page is which rows of a list are wanted.
type page struct{ limit, offset int }

// parse reads a request's parameters; what it does not know, it refuses, so that a misspelt one is never passed over.
func (e endpoint) parse(r *http.Request, as format) (ask, error) {
	q := ask{vars: mux.Vars(r), query: map[string]string{}, page: page{limit: pageRows}}
	if as == asCSV {
		q.page.limit = mostRows
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return q, badRequest("What stands behind the question mark cannot be read: write it as name=value&name=value.").BecauseOf(err)
	}
	known := e.parameters()
	for _, name := range sortedNames(values) {
		if !slices.Contains(known, name) {
			return q, badRequest("There is no parameter %q here. %s", short(name), takes(known))
		}
		if len(values[name]) > 1 {
			return q, badRequest("The parameter %s stands %d times. Give it once.", name, len(values[name]))
		}
		if values[name][0] != "" { // a form sends what was left blank
			q.query[name] = values[name][0]
		}
	}
	if pool, given := q.query["pool"]; given && pool != "default" && pool != "all" {
		return q, badRequest("The pool %q is neither default (areas with tiny numbers left out) nor all (every area).", short(pool))
	}
	if err := q.number("limit", 1, mostRows, &q.page.limit); err != nil {
		return q, err
	}
	return q, q.number("offset", 0, mostSkipped, &q.page.offset)
}

// parameters are the names an endpoint takes.
func (e endpoint) parameters() []string {
	if !e.list {
		return e.query
	}
	return append(slices.Clone(e.query), "limit", "offset")
}

func takes(known []string) string {
	if len(known) == 0 {
		return "This address takes none."
	}
	return "This address takes " + and(known) + "."
}

func (q ask) number(name string, least, most int, into *int) error {
	text, given := q.query[name]
	if !given {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return badRequest("%s must be a whole number from %d to %d, and is %q.", name, least, most, short(text))
	}
	*into = n
	return nil
}

// given is a parameter's text; nil when it was not given.
func (q ask) given(name string) any {
	if text, given := q.query[name]; given {
		return text
	}
	return nil
}

// oneOf is a parameter that has few values; nil when it was not given.
func (q ask) oneOf(name string, values []string) (any, error) {
	asked, given := q.query[name]
	if given && !slices.Contains(values, asked) {
		return nil, badRequest("The %s %q is none of %s.", name, short(asked), and(values))
	}
	return q.given(name), nil
}

// listed are the items of a parameter that lists several with commas between, each once; nil when it was not given.
func (q ask) listed(name string, most int) ([]string, error) {
	var all []string
	for item := range strings.SplitSeq(q.query[name], ",") {
		if item = strings.TrimSpace(item); item != "" && !slices.Contains(all, item) {
			all = append(all, item)
		}
	}
	if len(all) > most {
		return nil, badRequest("%s can name up to %d, and names %d. Take %d out, or ask several times.", name, most, len(all), len(all)-most)
	}
	return all, nil
}

// pool is which areas are ranked.
func (q ask) pool() string {
	if pool := q.query["pool"]; pool != "" {
		return pool
	}
	return "default"
}

// links names the neighbouring pages (RFC 8288).
func links(at *url.URL, p page, total int) string {
	var all []string
	add := func(rel string, offset int) {
		query := at.Query()
		query.Set("limit", strconv.Itoa(p.limit))
		query.Set("offset", strconv.Itoa(offset))
		all = append(all, fmt.Sprintf("<%s?%s>; rel=%q", at.EscapedPath(), query.Encode(), rel))
	}
	last := max(0, (total-1)/p.limit*p.limit)
	add("first", 0)
	if p.offset > 0 {
		add("prev", min(last, max(0, p.offset-p.limit)))
	}
	if p.offset+p.limit < total {
		add("next", p.offset+p.limit)
	}
	add("last", last)
	return strings.Join(all, ", ")
}

func notFound(format string, args ...any) web.Problem {
	return web.Problem{Status: http.StatusNotFound, Title: "Not found", Detail: fmt.Sprintf(format, args...)}
}

func badRequest(format string, args ...any) web.Problem {
	return web.Problem{Status: http.StatusBadRequest, Title: "The request cannot be answered as it is", Detail: fmt.Sprintf(format, args...)}
}

// short keeps what someone sent to a length that can be read back to them.
func short(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// and joins words as a sentence does.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func sortedNames(values url.Values) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
