// Package returns is what stays of a person-level SEN2 return after it has been read and forgotten: which file it was, how often each
// rule was broken, counts in the shape of the published files, the indicators that follow from them, and how the running year stands.
// No record of a child is in any of it. Whoever is not the partnership's data officer sees it with small numbers held back.
package returns

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// Return is what is kept of one return.
type Return struct {
	ID   string `json:"id"`
	Area string `json:"area"` // three-digit code of the authority that sent it, which is also the partnership's

	Year          int    `json:"year"`           // of the return: its census is in January of it
	ReferenceDate string `json:"reference_date"` // the census, YYYY-MM-DD
	AsAt          string `json:"as_at"`          // the day it speaks of: the census, or the day the file was made when that is earlier
	Form          string `json:"form"`
	Software      string `json:"software,omitempty"`
	Release       string `json:"release,omitempty"`
	Serial        string `json:"serial,omitempty"`
	MadeAt        string `json:"made_at,omitempty"`
	SHA256        string `json:"sha256"` // of the file's bytes, which are not kept
	Bytes         int64  `json:"bytes"`

	// Register says that the register of establishments was at hand: without it, rules and counts that need it were passed over.
	Register bool      `json:"register"`
	People   int       `json:"people"`
	Requests int       `json:"requests"`
	Findings []Finding `json:"findings"`
	Tables   []Table   `json:"tables"` // whole: for the data officer's own view alone
	Moves    Moves     `json:"moves"`
	Values   []Value   `json:"values"`  // worked out from the whole tables
	Guarded  []Value   `json:"guarded"` // worked out from the tables with small numbers held back
	Pace     *Pace     `json:"pace,omitempty"`

	TakenBy string    `json:"taken_by"` // id of the account
	TakenAt time.Time `json:"taken_at"`
}

// InYear says that the return was made before its census, so that the year it speaks of was still running.
func (r Return) InYear() bool { return r.AsAt < r.ReferenceDate }

// Moves are moves between authorities that no published table counts. Plans that ended by a transfer are in the table of plans that ended.
type Moves struct {
	In   int `json:"in"`   // plans transferred in during the calendar year
	Away int `json:"away"` // requests of children who moved away before the assessment was complete
}

// Guarded gives both counts as others than the data officer see them. Neither is a part of any other number that is shown.
func (m Moves) Guarded(o GuardOptions) (in, away Cell) {
	return guardedAlone(m.In, o), guardedAlone(m.Away, o)
}

// Finding is how often a rule was broken.
type Finding struct {
	Rule   string `json:"rule"`
	Count  int    `json:"count"`  // places
	People int    `json:"people"` // records with at least one
}

// Place is where a rule was broken: a number, never a name. Places are shown once to who sent the file and are not kept.
type Place struct {
	Rule    string
	Row     int    // number of the person in the file, from 1; 0 for the header or the file as a whole
	Line    int    // line of the XML or row of the table where the record starts; 0 when not known
	Request int    // number of the request of that person, from 1; 0 when it is not about one
	Item    int    // number of the setting, placement or need, from 1; 0 when it is not about one
	Field   string // path of the field: "Requests/RequestOutcomeDate"
}

// Table is one file of the published shape: counts of one authority and period.
type Table struct {
	Name     string   `json:"name"`   // of the layout it fits: "requests", "timeliness", "needs-active" ...
	Period   string   `json:"period"` // as the product writes it: "2025" or "2026-01"
	Measures []string `json:"measures"`
	Rows     []Row    `json:"rows"` // the first is of everybody
}

// Row is the counts of one breakdown.
type Row struct {
	Topic     string `json:"topic"` // as the publisher names it; "" for the row of everybody
	Breakdown string `json:"breakdown"`
	Cells     []Cell `json:"cells"` // one a measure
}

// Status says why a number is missing, in the words of every other figure; "" is a number that is there.
type Status string

// Statuses of a cell and of a value.
const (
	OK           Status = ""
	Suppressed   Status = "suppressed"    // a small number, or one that would give a small number away
	NotAvailable Status = "not available" // the return does not say
)

// Cell is a count or a mean, or why there is none.
type Cell struct {
	N      float64 `json:"n"`
	Status Status  `json:"status,omitempty"`
}

// Value is an indicator worked out from a return.
type Value struct {
	Indicator   string   `json:"indicator"`
	Period      string   `json:"period"`
	Numerator   *float64 `json:"numerator,omitempty"`
	Denominator *float64 `json:"denominator,omitempty"`
	Value       *float64 `json:"value,omitempty"`
	Lower       *float64 `json:"lower,omitempty"`
	Upper       *float64 `json:"upper,omitempty"`
	Status      Status   `json:"status"`
}

// Upload is a file that is being sent. It is read once, from its start to its end.
type Upload struct {
	Name string // as the sender called it: only its ending is looked at, and it is not kept
	Body io.Reader
	Size int64 // -1 when not known
}

// Taken is what came of taking a return: what will be kept, and what is shown once.
type Taken struct {
	Return  Return
	Places  []Place        // at most PlacesKept a rule
	Unknown map[string]int // names of elements or columns that the return does not have, and how often they stood there
}

// PlacesKept is how many places of one rule are listed; the finding counts them all.
const PlacesKept = 20_000

// Taker reads, checks and counts a return and forgets it. An authority that is not the one expected is refused.
type Taker interface {
	Take(ctx context.Context, file Upload, area string) (Taken, error)
}

// Keeper keeps what stays of returns.
type Keeper interface {
	// Keep writes a return under a new id and gives it back with that.
	Keep(ctx context.Context, r Return) (Return, error)
	// Returns lists an area's returns, newest first, without those that were withdrawn.
	Returns(ctx context.Context, area string) ([]Return, error)
	// Return gives one; ErrNoReturn when there is none or it was withdrawn.
	Return(ctx context.Context, area, id string) (Return, error)
	// Withdraw takes everything of a return away but that it was there, who took it away and when.
	Withdraw(ctx context.Context, area, id, by string, at time.Time) error
	// Withdrawn lists what is left of an area's returns that were taken away, newest first.
	Withdrawn(ctx context.Context, area string) ([]Withdrawn, error)
}

// Withdrawn is what is left of a return that was taken away.
type Withdrawn struct {
	ID      string
	Year    int
	AsAt    string // YYYY-MM-DD
	SHA256  string
	TakenBy string // id of the account
	TakenAt time.Time
	By      string // id of the account that took it away
	At      time.Time
}

// ErrNoReturn is a return that is not there.
var ErrNoReturn = errors.New("no such return")

// Refusal is a file that cannot be taken: what is wrong and where, in words for who sent it. It never repeats what stood in the file.
type Refusal struct {
	What string // a whole sentence without its full stop
	Line int    // of the XML or the table, 0 when not known
	File string // member of a ZIP, "" otherwise
}

func (r *Refusal) Error() string {
	where := ""
	if r.File != "" {
		where += " in " + r.File
	}
	if r.Line > 0 {
		where += fmt.Sprintf(" at line %d", r.Line)
	}
	return r.What + where
}

// Fault is a failure of this program while it took a return. It says where in the program, and nothing of the file.
type Fault struct{ In string }

func (f Fault) Error() string { return "taking a return: the program failed in " + f.In }

// Refuse makes a refusal.
func Refuse(format string, args ...any) *Refusal { return &Refusal{What: fmt.Sprintf(format, args...)} }
