package view

import "strings"

// statusWords say why there is no number, or what to keep in mind about the one there is.
var statusWords = map[string]string{
	"ok":             "",
	"suppressed":     "suppressed",
	"not applicable": "not applicable",
	"not available":  "not published",
	"not published":  "not published",
	"not collected":  "not collected",
	"low":            "rounds to 0 but is not 0",
	"unreliable":     "published, but too unreliable to show",
	"provisional":    "provisional",
}

// StatusWords says a status in words, with the reason when there is one: "suppressed" because "fewer than 6" is
// "suppressed: fewer than 6"; "not collected" because "before 2023" is "not collected before 2023".
func StatusWords(status string, because ...string) string {
	status = strings.NewReplacer("_", " ", "-", " ").Replace(status)
	words, known := statusWords[status]
	if !known {
		words = status
	}
	reason := strings.TrimSpace(strings.Join(because, " "))
	switch {
	case reason == "" || words == "":
		return words
	case strings.HasPrefix(reason, "before ") || strings.HasPrefix(reason, "since ") || strings.HasPrefix(reason, "in "):
		return words + " " + reason
	}
	return words + ": " + reason
}

// Mark says how a value compares, by a shape and in words. Colour only repeats it.
type Mark struct {
	Shape string
	Word  string // beside the shape: "better"
	Full  string // for a reader who hears one cell at a time: "better than England"
	Class string
}

// The marks a value can have. None of them is a grade.
var (
	Better       = Mark{"▲", "better", "better than England", "better"}
	Worse        = Mark{"▼", "worse", "worse than England", "worse"}
	Similar      = Mark{"●", "similar", "similar to England", "similar"}
	NoDirection  = Mark{"◇", "no agreed direction", "no agreed direction", "none"}
	TooFew       = Mark{"…", "too few", "too few to compare", "few"}
	NotPublished = Mark{"✕", "not published", "not published", "missing"}

	NothingToCount = Mark{"✕", "nothing to count", "nothing to count, so nothing to compare", "missing"}
	NoFigure       = Mark{"✕", "no figure", "no figure to compare", "missing"}
)

// Goes says that what is heard goes on from what is seen: "better", "better than England".
func (m Mark) Goes() bool { return strings.HasPrefix(m.Full, m.Word) }

// Rest is what is heard after what is seen, where it goes on from there: " than England".
func (m Mark) Rest() string { return strings.TrimPrefix(m.Full, m.Word) }

// Than is the mark compared with something else than England: Better.Than("the middle of similar areas").
func (m Mark) Than(what string) Mark {
	m.Full = strings.Replace(m.Full, "England", what, 1)
	return m
}
