// Package desk is where a partnership's people write: it knows who may write what, checks what is written, keeps it in the ledger,
// and lays the warehouse's figures beside it.
package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// ErrNotAllowed is returned to somebody whose role does not let them write a document. Nothing was written.
var ErrNotAllowed = errors.New("not allowed")

// ErrNoPartnership is returned for a code that no authority has.
var ErrNoPartnership = errors.New("no authority has this code")

// Desk reads and writes what partnerships write. Its fields are set once, before it is used; then it is safe for many at once.
type Desk struct {
	Ledger     plan.Ledger
	Frameworks plan.Frameworks
	Data       Publications // what is published of areas; nil where nothing is
	Now        func() time.Time

	mu       sync.Mutex
	books    map[string]*plan.Book
	writing  map[string]*sync.Mutex // one writer a partnership, so that a check and the save after it see the same book
	figures  map[string]keptFigures
	versions map[string]frozen
	public   map[string]int
	marked   int64 // newest entry that public pages show; 0 until it is asked for
}

// Publications is what the desk asks of published data.
type Publications interface {
	// Area is the name of the authority with a code; ok is false where none has it.
	Area(ctx context.Context, code string) (name string, ok bool, err error)
	// Figures are the newest published values of an area and what they are compared with.
	Figures(ctx context.Context, code string) (plan.Figures, error)
	// Made names the build of the data, so that figures can be kept while it stands.
	Made() string
}

// Save is a document as somebody wants it to stand. Base is the revision they saw; Remove takes it out.
type Save struct {
	Document plan.Document
	Base     int
	Remove   bool
}

var england = sync.OnceValue(func() *time.Location {
	where, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return where
})

// Today is the day it is in England.
func (d *Desk) Today() plan.Day { return plan.DayOf(d.Now().In(england())) }

// Name is how a partnership is called: by its profile, or after its authority.
func (d *Desk) Name(ctx context.Context, code string) (string, error) {
	book, err := d.Book(ctx, code)
	if err != nil {
		return "", err
	}
	if book.Profile != nil && book.Profile.Name != "" {
		return book.Profile.Name, nil
	}
	if d.Data == nil {
		return "Partnership of area " + code, nil
	}
	name, _, err := d.Data.Area(ctx, code)
	return name + " SEND and AP partnership", err
}

// Book reads all that a partnership has written. An authority that has written nothing has an empty book. The book is shared: read it
// only. The error is ErrNoPartnership for a code that no authority has.
func (d *Desk) Book(ctx context.Context, code string) (*plan.Book, error) {
	d.mu.Lock()
	kept := d.books[code]
	d.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	if d.Data != nil {
		if _, ok, err := d.Data.Area(ctx, code); err != nil {
			return nil, err
		} else if !ok {
			return nil, fmt.Errorf("%w: %q", ErrNoPartnership, code)
		}
	}
	standing, err := d.Ledger.Standing(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("reading what %s has written: %w", code, err)
	}
	book, err := plan.BookOf(code, standing)
	if err != nil {
		return nil, err
	}
	return d.keep(book), nil
}

// keep remembers a book, unless a newer one is remembered already.
func (d *Desk) keep(book *plan.Book) *plan.Book {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.books == nil {
		d.books = map[string]*plan.Book{}
	}
	if kept := d.books[book.Partnership]; kept != nil && kept.Seq >= book.Seq {
		return kept
	}
	d.books[book.Partnership] = book
	return book
}

// alone makes the caller the only writer of a partnership until it calls what is returned.
func (d *Desk) alone(code string) (done func()) {
	d.mu.Lock()
	if d.writing == nil {
		d.writing = map[string]*sync.Mutex{}
	}
	if d.writing[code] == nil {
		d.writing[code] = &sync.Mutex{}
	}
	one := d.writing[code]
	d.mu.Unlock()
	one.Lock()
	return one.Unlock
}

// Review is what follows from a partnership's book in a cycle ("" for its newest), with what is published now.
func (d *Desk) Review(ctx context.Context, code, cycle string) (plan.Review, error) {
	book, err := d.Book(ctx, code)
	if err != nil {
		return plan.Review{}, err
	}
	return d.reviewOf(ctx, book, cycle)
}

func (d *Desk) reviewOf(ctx context.Context, book *plan.Book, cycle string) (plan.Review, error) {
	if cycle == "" {
		cycle = book.Cycle()
	}
	figures, err := d.Figures(ctx, book.Partnership)
	if err != nil {
		return plan.Review{}, err
	}
	before, err := d.before(ctx, book, cycle)
	if err != nil {
		return plan.Review{}, err
	}
	return plan.ReviewOf(book, d.framework(book, cycle), figures, cycle, before, d.Today()), nil
}

// framework is the one a cycle's assessment is made against; the newest where there is no assessment.
func (d *Desk) framework(book *plan.Book, cycle string) *plan.Framework {
	if a := book.Assessments[cycle]; a != nil {
		if f, ok := d.Frameworks.Version(a.Framework); ok {
			return f
		}
	}
	return d.Frameworks.Newest()
}

// May says whether somebody may write a document in a partnership; organisation is the one they would write it for.
func (d *Desk) May(who *account.Person, code string, doc plan.Document) (organisation string, ok bool) {
	right, wanted := needs(doc)
	return allowed(who, code, right, wanted)
}
