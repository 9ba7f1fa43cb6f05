package plan

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var evidenceID = regexp.MustCompile(`^E[1-9][0-9]{0,5}$`)

// EvidenceTypes lists what evidence may be.
func EvidenceTypes() []string {
	return []string{"document", "data", "minutes", "survey", "audit", "other"}
}

// Check implements Document. Evidence is named, not held: where it is may be an address of the web or words that somebody can follow.
func (e *Evidence) Check(c Context) (problems Problems) {
	if !evidenceID.MatchString(e.ID) {
		problems.Add("id", "Evidence is numbered E1, E2 and so on; %s is no such number.", shown(e.ID))
	}
	if strings.TrimSpace(e.Title) == "" {
		problems.Add("title", "Give the evidence a title, so that people know what it is.")
	}
	if !slices.Contains(EvidenceTypes(), e.Type) {
		problems.Add("type", "Choose what kind of evidence this is: %s.", strings.Join(EvidenceTypes(), ", "))
	}
	switch {
	case !e.Date.Valid():
		problems.Add("date", "Give the day the evidence is from, such as 2026-03-31.")
	case e.Date > c.Today:
		problems.Add("date", "The evidence is dated %s, which has not come yet.", e.Date.Words())
	}
	if strings.TrimSpace(e.Owner) == "" {
		problems.Add("owner", "Say whose it is: the organisation and the role.")
	}
	if strings.TrimSpace(e.Where) == "" {
		problems.Add("where", "Say where it is: a web address, or where it is kept.")
	} else if !reachable(e.Where) {
		problems.Add("where", "A web address begins with https:// or http:// and names a site. Otherwise say in words where the evidence is kept.")
	}
	FreeText(&problems, "title", "The title", e.Title, longestLine)
	FreeText(&problems, "owner", "The owner", e.Owner, longestLine)
	FreeText(&problems, "where", "The place", e.Where, longestWhere)
	return problems
}

// longestWhere is how many characters an address may have.
const longestWhere = 1000

// Link is the evidence's address where it is one of the web; empty where it is a reference in words.
func (e *Evidence) Link() string {
	where := strings.TrimSpace(e.Where)
	if u, err := url.Parse(where); err == nil && webAddress(u) {
		return where
	}
	return ""
}

// reachable says that a place is an address of the web or plain words, and no address of another kind: never one that runs script,
// holds data, or opens a file.
func reachable(where string) bool {
	where = strings.TrimSpace(where)
	if strings.ContainsFunc(where, unicode.IsControl) {
		return false
	}
	scheme, _, ok := strings.Cut(where, ":")
	if !ok || strings.ContainsFunc(scheme, unicode.IsSpace) {
		return true // "Board minutes, item 7: waits" has a colon and is no address
	}
	u, err := url.Parse(where)
	if err == nil && webAddress(u) {
		return true
	}
	rest := where[len(scheme)+1:]
	return rest != "" && (unicode.IsSpace([]rune(rest)[0])) && !slices.Contains(scriptSchemes, strings.ToLower(scheme))
}

// scriptSchemes are those that browsers would act on even where a space follows.
var scriptSchemes = []string{"javascript", "vbscript", "data", "file", "blob"}

// webAddress says that an address is of a site. One with a name before the site, https://gov.uk@example.org, is none: it looks like
// another site's, or holds a password.
func webAddress(u *url.URL) bool {
	return (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}
