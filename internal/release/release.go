// Package release says when a publication's next edition is expected, what it will bring, and whether it is late: from rules
// that every source's list of releases holds, and from how new the figures are that are held. It knows no database.
package release

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Rule is a release that comes once a year.
type Rule struct {
	When   string `yaml:"when" json:"when"`     // as it is said: "late June", "spring"
	Month  int    `yaml:"month" json:"month"`   // the last month in which it is on time, 1 to 12
	Years  int    `yaml:"years" json:"years"`   // the newest figures end so many years after the year of the release: 0, -1, +1
	Last   string `yaml:"last" json:"last"`     // their last day: "01-31"; empty when only older figures are revised
	Brings string `yaml:"brings" json:"brings"` // in words; {0} is the year of the release, {-1} the one before, {-2/-1} the two as 2023/24
}

// Revises says that the release brings no newer period, so that nobody can tell from the figures whether it is held.
func (r Rule) Revises() bool { return r.Last == "" }

// Check says what is wrong with a rule.
func (r Rule) Check() error {
	if r.When == "" || r.Brings == "" || r.Month < 1 || r.Month > 12 {
		return fmt.Errorf("a release needs when, brings and a month of 1 to 12; got when %q, brings %q, month %d", r.When, r.Brings, r.Month)
	}
	if _, err := time.Parse("01-02", r.Last); r.Last != "" && err != nil {
		return fmt.Errorf("release %q: last is month and day, such as 01-31; got %q", r.When, r.Last)
	}
	return nil
}

// upto is the last day of the newest figures that the release of a year brings; zero when it only revises.
func (r Rule) upto(year int) time.Time {
	day, err := time.Parse("01-02", r.Last)
	if err != nil {
		return time.Time{}
	}
	return time.Date(year+r.Years, day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
}

// due is the last day on which the release of a year is on time.
func (r Rule) due(year int) time.Time {
	return time.Date(year, time.Month(r.Month)+1, 0, 0, 0, 0, 0, time.UTC)
}

// Expected is a release that is not held.
type Expected struct {
	When   string    // "late June 2026"
	Due    time.Time // the last day on which it is on time
	Brings string    // in words, with its years
	Late   bool      // that day is past: it may be out, and is not loaded
}

// Expect lists the releases of a source that are not held, first due first: those that are late, each once, and the next of each
// rule. Held is the last day of the newest figures that are; zero when there are none, and then nothing is late.
func Expect(rules []Rule, held, today time.Time) []Expected {
	var all []Expected
	for _, r := range rules {
		year := today.Year()
		if today.After(r.due(year)) {
			year++
		}
		if late, ok := r.late(year-1, held); ok {
			all = append(all, late)
		}
		if r.Revises() || r.upto(year).After(held) {
			all = append(all, r.expected(year, false))
			continue
		}
		all = append(all, r.expected(year+1, false)) // it came early
	}
	slices.SortStableFunc(all, func(a, b Expected) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Brings, b.Brings)) })
	return all
}

// late is the last release that should be out, when its figures are not held.
func (r Rule) late(year int, held time.Time) (Expected, bool) {
	if held.IsZero() || r.Revises() || !r.upto(year).After(held) {
		return Expected{}, false
	}
	return r.expected(year, true), true
}

func (r Rule) expected(year int, late bool) Expected {
	return Expected{When: fmt.Sprintf("%s %d", r.When, year), Due: r.due(year), Brings: inYear(r.Brings, year), Late: late}
}

var yearMark = regexp.MustCompile(`\{([+-]?\d+)(?:/[+-]?\d+)?\}`)

// inYear puts years into words: {-1} and {-2/-1}.
func inYear(words string, year int) string {
	return yearMark.ReplaceAllStringFunc(words, func(mark string) string {
		offset, err := strconv.Atoi(yearMark.FindStringSubmatch(mark)[1])
		if err != nil {
			return mark
		}
		first := year + offset
		if mark == fmt.Sprintf("{%s}", yearMark.FindStringSubmatch(mark)[1]) {
			return strconv.Itoa(first)
		}
		return fmt.Sprintf("%d/%02d", first, (first+1)%100)
	})
}
