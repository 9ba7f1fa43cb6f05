// Package intake takes a person-level return: it is read, checked, counted and forgotten. What comes out holds counts alone, and once, for
// who sent the file, the places where it is wrong.
package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/check"
	"inclusion/ingest/sen2/count"
	"inclusion/ingest/sen2/pace"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// Taker takes returns. It may be used by many at once.
type Taker struct {
	Years    sen2.Years
	Register func() (sen2.Establishments, error) // of establishments; nil when there is none
	Limits   read.Limits
	Progress func(bytes int64) // may be nil
	AsAt     sen2.Date         // the day the return is seen as; when it is 0, the census or the earlier day the file was made
	// Known says whether a code is that of an authority.
	Known func(code string) bool
	// Values works out the indicators that follow from tables of an authority's return of a year; nil for none.
	Values func(ctx context.Context, area string, year int, tables []returns.Table) ([]returns.Value, error)
	// Guard holds small numbers back, and what would give them away.
	Guard func([]returns.Table) []returns.Table
	Now   func() time.Time
}

// Take reads, checks and counts an upload. It is refused when its authority is not the one expected; area "" expects any.
func (t Taker) Take(ctx context.Context, file returns.Upload, area string) (returns.Taken, error) {
	return t.take(ctx, area, func(begin func(*sen2.Header) error, each func(*sen2.Person) error) (read.Notes, error) {
		return read.File(ctx, file, t.options(), begin, each)
	})
}

// Folder does the same with the files of the census system's export in a folder.
func (t Taker) Folder(ctx context.Context, dir, area string) (returns.Taken, error) {
	return t.take(ctx, area, func(begin func(*sen2.Header) error, each func(*sen2.Person) error) (read.Notes, error) {
		return read.Folder(ctx, dir, t.options(), begin, each)
	})
}

func (t Taker) options() read.Options {
	return read.Options{Years: t.Years, Limits: t.Limits, Progress: t.Progress}
}

// reading is a way to read one return.
type reading func(begin func(*sen2.Header) error, each func(*sen2.Person) error) (read.Notes, error)

// take runs one reading. A fault of the program ends it with an error that says where in the program it was and repeats nothing of the file.
func (t Taker) take(ctx context.Context, area string, reading reading) (taken returns.Taken, err error) {
	defer func() {
		if err != nil {
			taken = returns.Taken{}
		}
	}()
	defer caught(&err)
	var register sen2.Establishments
	if t.Register != nil {
		if register, err = t.Register(); err != nil {
			return returns.Taken{}, err
		}
	}
	r := run{taker: t, area: area, register: register, places: map[string]int{}}
	notes, err := reading(r.begin, r.person)
	if err != nil {
		return returns.Taken{}, err
	}
	if r.header == nil {
		return returns.Taken{}, returns.Refuse("There is nobody in this file")
	}
	taken = r.taken(notes)
	if t.Values == nil {
		return taken, nil
	}
	return taken, t.addValues(ctx, &taken.Return)
}

// addValues works the indicators out twice, side by side: from the whole tables, and from those with small numbers held back.
func (t Taker) addValues(ctx context.Context, r *returns.Return) error {
	var guarded []returns.Value
	var errs [2]error
	var both sync.WaitGroup
	both.Go(func() {
		defer caught(&errs[0])
		r.Values, errs[0] = t.Values(ctx, r.Area, r.Year, r.Tables)
	})
	both.Go(func() {
		defer caught(&errs[1])
		guarded, errs[1] = t.Values(ctx, r.Area, r.Year, t.Guard(r.Tables))
	})
	both.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return fmt.Errorf("working out indicators from the counts: %w", err)
	}
	r.Guarded = returns.Withheld(r.Values, guarded)
	return nil
}

// caught turns a fault of the program into an error that says where in the program it was and repeats nothing of the file.
func caught(err *error) {
	if fault := recover(); fault != nil {
		*err = returns.Fault{In: whereFailed()}
	}
}

// run is one return being taken.
type run struct {
	taker    Taker
	area     string
	register sen2.Establishments
	header   *sen2.Header
	edition  *sen2.Edition
	asAt     sen2.Date
	checker  *check.Checker
	counter  *count.Counter
	watcher  *pace.Watcher
	people   int
	requests int
	kept     []returns.Place
	places   map[string]int
}

// begin looks whose return it is before anybody in it is read.
func (r *run) begin(h *sen2.Header) error {
	code := fmt.Sprintf("%03d", h.Authority)
	switch {
	case !h.Authority.Given() || h.Authority == sen2.OutsideEngland:
		return returns.Refuse("The file does not say by a three-digit code (LEA) which local authority sent it. Write it into the header; a workbook of tables needs a sheet called Header with the columns lea, year and referencedate")
	case r.area != "" && code != r.area:
		return returns.Refuse("This return is of authority %s, and authority %s is expected here. Send it where it belongs", code, r.area)
	case r.taker.Known != nil && !r.taker.Known(code):
		return returns.Refuse("The header names authority %s, and there is no authority of this code", code)
	}
	r.edition = r.taker.Years[h.Year]
	if r.edition == nil {
		return returns.Refuse("The header says that this is a return of %d, and no return of that year is known here", h.Year)
	}
	header := *h
	r.header, r.area = &header, code
	var err error
	if r.asAt, err = r.seenAt(); err != nil {
		return err
	}
	r.checker = check.New(r.edition, r.header, r.register, r.place, r.told()...)
	r.counter = count.New(r.edition, r.header, r.register)
	r.counter.SeenOn(r.asAt)
	r.watcher = pace.New(r.edition, r.asAt)
	return nil
}

// seenAt is the day that the return is seen as: the one that was asked for, or the one it speaks of.
func (r *run) seenAt() (sen2.Date, error) {
	asked := r.taker.AsAt
	switch {
	case asked == 0:
		return r.edition.SeenOn(r.header.MadeOn()), nil
	case r.edition.SeenOn(asked) != asked:
		return 0, returns.Refuse("A return of %d is seen as at a day from 1 January %d to its census, %s", r.edition.Year, r.edition.CollectionYear(), r.edition.ReferenceDate)
	}
	return asked, nil
}

func (r *run) person(p *sen2.Person) error {
	r.people++
	r.requests += len(p.Requests)
	r.checker.Person(p)
	r.counter.Person(p)
	r.watcher.Person(p)
	return nil
}

// told is what the checker is told beside the return: the day it speaks of, and which authorities there are.
func (r *run) told() []check.Option {
	options := []check.Option{check.AsAt(r.asAt)}
	if known := r.taker.Known; known != nil {
		options = append(options, check.Authorities(func(la sen2.LA) bool { return known(fmt.Sprintf("%03d", la)) }))
	}
	return options
}

// place keeps where a rule was broken, for so many places of each rule.
func (r *run) place(at returns.Place) {
	if r.places[at.Rule]++; r.places[at.Rule] <= returns.PlacesKept {
		r.kept = append(r.kept, at)
	}
}

func (r *run) taken(notes read.Notes) returns.Taken {
	h, findings := r.header, r.checker.End(notes) // which may find more places
	slices.SortStableFunc(r.kept, func(a, b returns.Place) int { return cmp.Compare(a.Row, b.Row) })
	return returns.Taken{Places: r.kept, Unknown: notes.Unknown, Return: returns.Return{
		Area: r.area, Year: h.Year, ReferenceDate: r.edition.ReferenceDate.String(), AsAt: r.asAt.String(), Form: string(notes.Form),
		Software: h.Software, Release: h.Release, Serial: h.Serial, MadeAt: h.MadeAt, SHA256: notes.SHA256, Bytes: notes.Bytes,
		Register: r.register != nil, People: r.people, Requests: r.requests, Findings: findings, Tables: r.counter.Tables(), Moves: r.counter.Moves(), Pace: r.watcher.Pace(),
		TakenAt: r.taker.Now()}}
}

// whereFailed names the function of this program in which a panic began, without anything of what it worked on.
func whereFailed() string {
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "inclusion/") || strings.Contains(frame.Function, "/inclusion/") {
			return frame.Function
		}
		if !more {
			return "an unknown place"
		}
	}
}

// Refused says whether an error is a refusal that the sender can do something about.
func Refused(err error) (*returns.Refusal, bool) {
	var refusal *returns.Refusal
	ok := errors.As(err, &refusal)
	return refusal, ok
}
