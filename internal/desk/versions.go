package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// frozen is a version that has been opened, and what follows from it. Versions never change, so it is kept.
type frozen struct {
	version *plan.Version
	review  plan.Review
}

// freeze makes the version of an assessment that has been agreed: every document that stands, the framework, and the figures of today.
func (d *Desk) freeze(ctx context.Context, who *account.Person, book *plan.Book, a *plan.Assessment) error {
	versions, err := d.Ledger.Versions(ctx, book.Partnership)
	if err != nil {
		return err
	}
	v := plan.Version{Partnership: book.Partnership, Number: 1, Cycle: a.Cycle, Framework: *d.framework(book, a.Cycle), At: d.Now().UTC().Truncate(time.Second)}
	if len(versions) > 0 {
		v.Number, v.Before = versions[0].Number+1, versions[0].SHA256
	}
	a.Version = v.Number
	w, err := assessmentWrite(who, book, account.RunWorkflow, plan.BoardOrg, a)
	if err != nil {
		return err
	}
	if v.Name, err = d.Name(ctx, book.Partnership); err != nil {
		return err
	}
	if v.Figures, err = d.Figures(ctx, book.Partnership); err != nil {
		return err
	}
	v.Entries = book.Entries()
	for _, e := range v.Entries {
		if e.Seq > v.LedgerSeq {
			v.LedgerSeq, v.LedgerHash = e.Seq, e.Hash
		}
		if !slices.Contains(v.Accounts, e.Account) {
			v.Accounts = append(v.Accounts, e.Account)
		}
	}
	slices.Sort(v.Accounts)
	sealed, err := plan.Seal(v)
	if err != nil {
		return err
	}
	entries, err := d.Ledger.AppendSealed(ctx, d.Now().UTC(), []plan.Write{w}, sealed)
	if err != nil {
		d.forget(book.Partnership)
		return err
	}
	return d.after(book, entries)
}

// VersionLine is a version in a list.
type VersionLine struct {
	Number int
	Cycle  string
	SHA256 string
	At     time.Time
	State  plan.State // agreed, published, superseded or withdrawn
	Reason string     // why it was withdrawn
}

// Public says that anybody may read the version: it is or was published. What was withdrawn is listed with its reason and not shown.
func (l VersionLine) Public() bool { return l.State == plan.Published || l.State == plan.Superseded }

// Versions lists a partnership's versions, newest first, each with the state it came to. One that was taken back before it was public
// is not listed.
func (d *Desk) Versions(ctx context.Context, code string) (lines []VersionLine, err error) {
	book, err := d.Book(ctx, code)
	if err != nil {
		return nil, err
	}
	sealed, err := d.Ledger.Versions(ctx, code)
	if err != nil {
		return nil, err
	}
	last, err := d.lastStates(ctx, book)
	if err != nil {
		return nil, err
	}
	for _, s := range sealed {
		a := last[s.Number]
		if a == nil || a.State == plan.Agreed && book.Assessments[a.Cycle].Version != s.Number {
			continue
		}
		lines = append(lines, VersionLine{Number: s.Number, Cycle: a.Cycle, SHA256: s.SHA256, At: s.At, State: a.State, Reason: a.Reason})
	}
	return lines, nil
}

// lastStates are the assessments as each version last had them: a cycle that was withdrawn and begun again has had several versions.
func (d *Desk) lastStates(ctx context.Context, book *plan.Book) (map[int]*plan.Assessment, error) {
	last := map[int]*plan.Assessment{}
	for cycle := range book.Assessments {
		history, err := d.Ledger.History(ctx, book.Partnership, plan.KindAssessment, cycle)
		if err != nil {
			return nil, err
		}
		for _, e := range history {
			doc, err := plan.Decode(e.Kind, e.Body)
			if err != nil {
				return nil, err
			}
			if a := doc.(*plan.Assessment); a.Version > 0 {
				last[a.Version] = a
			}
		}
	}
	return last, nil
}

// Version reads one version and what follows from it, with the figures of its time.
func (d *Desk) Version(ctx context.Context, code string, number int) (*plan.Version, plan.Review, error) {
	id := fmt.Sprintf("%s/%d", code, number)
	d.mu.Lock()
	kept, ok := d.versions[id]
	d.mu.Unlock()
	if ok {
		return kept.version, kept.review, nil
	}
	sealed, err := d.Ledger.Version(ctx, code, number)
	if err != nil {
		return nil, plan.Review{}, err
	}
	v, err := plan.Open(sealed)
	if err != nil {
		return nil, plan.Review{}, err
	}
	book, err := v.Book()
	if err != nil {
		return nil, plan.Review{}, err
	}
	before, err := d.before(ctx, book, v.Cycle)
	if err != nil {
		return nil, plan.Review{}, err
	}
	made := frozen{v, plan.ReviewOf(book, &v.Framework, v.Figures, v.Cycle, before, plan.DayOf(v.At.In(england())))}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.versions == nil {
		d.versions = map[string]frozen{}
	}
	d.versions[id] = made
	return made.version, made.review, nil
}

// before is the newest version of an earlier cycle that was published; nil where there is none.
func (d *Desk) before(ctx context.Context, book *plan.Book, cycle string) (*plan.Version, error) {
	number, newest := 0, ""
	for _, a := range book.Assessments {
		if a.Cycle < cycle && a.Cycle > newest && a.Version > 0 && (a.State == plan.Published || a.State == plan.Superseded) {
			number, newest = a.Version, a.Cycle
		}
	}
	if number == 0 {
		return nil, nil
	}
	v, _, err := d.Version(ctx, book.Partnership, number)
	return v, err
}

// Published reads the version that is public now; ok is false where there is none.
func (d *Desk) Published(ctx context.Context, code string) (v *plan.Version, r plan.Review, ok bool, err error) {
	number, err := d.publicNumber(ctx, code)
	if err != nil || number == 0 {
		return nil, plan.Review{}, false, err
	}
	v, r, err = d.Version(ctx, code, number)
	return v, r, err == nil, err
}

// publicNumber is the number of the version that is public now; 0 where there is none.
func (d *Desk) publicNumber(ctx context.Context, code string) (int, error) {
	d.mu.Lock()
	number, known := d.public[code]
	d.mu.Unlock()
	if known {
		return number, nil
	}
	book, err := d.Book(ctx, code)
	if err != nil {
		return 0, err
	}
	for _, a := range book.Assessments {
		if a.State == plan.Published {
			number = a.Version
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.public == nil {
		d.public = map[string]int{}
	}
	if d.books[code] == book { // else something was saved meanwhile, and the number may be of before
		d.public[code] = number
	}
	return number, nil
}

// PublishedCodes lists the partnerships that have a public version, by code. Those of areas that the data do not have are left out.
func (d *Desk) PublishedCodes(ctx context.Context) (codes []string, err error) {
	all, err := d.Ledger.Partnerships(ctx)
	if err != nil {
		return nil, err
	}
	for _, code := range all {
		number, err := d.publicNumber(ctx, code)
		switch {
		case errors.Is(err, ErrNoPartnership): // of the invented sample, while real data are served
			continue
		case err != nil:
			return nil, err
		}
		if number > 0 {
			codes = append(codes, code)
		}
	}
	return codes, nil
}

// Progress is an action that was promised in public, and its news.
type Progress struct {
	Action   *plan.Action // as promised in the version
	Now      *plan.Action // the same, with its status, milestones and result as they stand: these are public as they are written
	Standing plan.ActionStanding
}

// Progress lists the actions of the public version as they stand now: updates of a published action are public.
func (d *Desk) Progress(ctx context.Context, code string) (all []Progress, err error) {
	_, review, ok, err := d.Published(ctx, code)
	if err != nil || !ok {
		return nil, err
	}
	now, err := d.Book(ctx, code)
	if err != nil {
		return nil, err
	}
	for _, a := range plan.Sorted(review.Book.Actions) {
		p := Progress{Action: a, Now: told(a, now.Actions[a.ID])}
		p.Standing = plan.StandingOf(now, p.Now, d.Today())
		all = append(all, p)
	}
	return all, nil
}

// Seq tells when something was written last in a partnership, so that pages can be kept until it changes.
func (d *Desk) Seq(ctx context.Context, code string) (int64, error) {
	book, err := d.Book(ctx, code)
	if err != nil {
		return 0, err
	}
	return book.Seq, nil
}

// History lists all that was ever saved of one document, oldest first.
func (d *Desk) History(ctx context.Context, code string, kind plan.Kind, key string) ([]plan.Entry, error) {
	return d.Ledger.History(ctx, code, kind, key)
}

// Audit lists a partnership's newest entries before a sequence number (0 for the newest of all), newest first.
func (d *Desk) Audit(ctx context.Context, code string, before int64, limit int) ([]plan.Entry, error) {
	return d.Ledger.Audit(ctx, code, before, limit)
}
