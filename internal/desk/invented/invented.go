// Package invented writes three invented partnerships into the plans of the invented England, so that a newcomer sees two years of a
// board's work at once: assessments, disagreements and their answers, a plan with promises kept and late, and published versions. It
// writes through a desk, as people do, with a clock that walks from one meeting to the next: every rule is really met.
//
// What is told is data. words.yaml has what boards, partners and forums say of each statement; one file a partnership has its story,
// step by step, with days counted from today. No place, person or number in it is real.
package invented

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

//go:embed words.yaml alderbrook.yaml dunmarrow.yaml brackenfold.yaml
var files embed.FS

var stories = []string{"alderbrook.yaml", "dunmarrow.yaml", "brackenfold.yaml"}

// ErrNotEmpty is returned for plans that hold something: what is invented is never mixed with what somebody wrote.
var ErrNotEmpty = errors.New("the plans are not empty")

// ErrNotInvented is returned where the areas of the published data are not those of the invented England. Nothing was written.
var ErrNotInvented = errors.New("the published data are not the invented sample")

// Write tells the stories up to today into a ledger that is empty. Data are what is published now, and before what was a year before
// the newest figures came out. The same day, frameworks and data make the same documents.
func Write(ctx context.Context, ledger plan.Ledger, frameworks plan.Frameworks, data, before desk.Publications, today plan.Day) error {
	if had, err := ledger.Partnerships(ctx); err != nil || len(had) > 0 {
		return cmp.Or(err, ErrNotEmpty)
	}
	words, err := readWords()
	if err != nil {
		return err
	}
	t := &teller{today: today, words: words, people: map[string]*account.Person{}}
	t.desk = &desk.Desk{Ledger: ledger, Frameworks: frameworks, Data: &asReleased{data, before, frameworks.Newest(), t}, Now: t.now}
	var steps []step
	for _, name := range stories {
		s, err := readStory(name)
		if err != nil {
			return err
		}
		if called, ok, err := data.Area(ctx, s.Code); err != nil {
			return err
		} else if !ok || called != s.Area {
			return fmt.Errorf("%w: area %s is %q and not %q", ErrNotInvented, s.Code, called, s.Area)
		}
		for _, one := range s.Steps {
			one.story, one.day = s, t.day(one.On)
			steps = append(steps, one)
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(a.day, b.day) })
	for _, one := range steps {
		t.walkTo(one.day)
		if err := t.tell(ctx, one); err != nil {
			return fmt.Errorf("telling what %s did on %s (%s): %w", one.story.Area, one.day, one.what(), err)
		}
	}
	return nil
}

// teller writes the steps of the stories, one after another.
type teller struct {
	desk   *desk.Desk
	today  plan.Day
	words  *words
	at     time.Time
	people map[string]*account.Person
}

// now is the time that the story has reached.
func (t *teller) now() time.Time { return t.at }

// walkTo moves the clock to ten in the morning of a day, or a minute on where it is that day already.
func (t *teller) walkTo(day plan.Day) {
	morning, _ := day.Time()
	morning = morning.Add(10 * time.Hour)
	if t.at.Before(morning) {
		t.at = morning
		return
	}
	t.at = t.at.Add(time.Minute)
}

// day works out "T-60": so many days before today, on a working day. What is no such day stays as it is.
func (t *teller) day(text string) plan.Day {
	offset, ok := daysFromToday(text)
	if !ok {
		return plan.Day(text)
	}
	day := t.today.Add(offset)
	for !plan.WorkingDay(day) {
		day = day.Add(-1)
	}
	return day
}

// cycle is the year of "this" or "last" year's assessment.
func (t *teller) cycle(which string) string {
	at, _ := t.today.Time()
	year := at.Year()
	if which == "last" {
		year--
	}
	return strconv.Itoa(year)
}

// person is who writes for an organisation of a partnership.
func (t *teller) person(code, organisation string) *account.Person {
	id := personID(code, organisation)
	if t.people[id] == nil {
		t.people[id] = &account.Person{ID: id, Demo: true, Grants: []account.Grant{grantOf(code, organisation)}}
	}
	return t.people[id]
}

// save writes documents for an organisation, in one go.
func (t *teller) save(ctx context.Context, code, organisation string, docs ...plan.Document) error {
	if len(docs) == 0 {
		return nil
	}
	book, err := t.desk.Book(ctx, code)
	if err != nil {
		return err
	}
	saves := make([]desk.Save, len(docs))
	for i, d := range docs {
		saves[i] = desk.Save{Document: d, Base: book.Revision(d.Kind(), d.Key())}
	}
	t.at = t.at.Add(time.Minute)
	_, err = t.desk.Save(ctx, t.person(code, organisation), code, saves...)
	return err
}
