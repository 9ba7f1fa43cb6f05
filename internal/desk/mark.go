package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"inclusion/internal/plan"
)

// publicKinds are what public pages are made of besides versions: states of assessments and the progress of actions.
var publicKinds = []plan.Kind{plan.KindAssessment, plan.KindAction, plan.KindUpdate}

// PublicMark names what public pages of plans are made of, for caches: it changes when a state or an action's progress is saved, and not
// with every draft.
func (d *Desk) PublicMark(ctx context.Context) (string, error) {
	d.mu.Lock()
	mark := d.marked
	d.mu.Unlock()
	if mark > 0 {
		return fmt.Sprint("plans ", mark), nil
	}
	codes, err := d.Ledger.Partnerships(ctx)
	if err != nil {
		return "", err
	}
	for _, code := range codes {
		book, err := d.Book(ctx, code)
		switch {
		case errors.Is(err, ErrNoPartnership): // of an area that the data served do not have: nothing of it is public
			continue
		case err != nil:
			return "", err
		}
		mark = max(mark, markOf(book.Entries()))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.marked = max(d.marked, mark, 1)
	return fmt.Sprint("plans ", d.marked), nil
}

// markOf is the newest sequence number among entries that public pages show.
func markOf(entries []plan.Entry) (mark int64) {
	for _, e := range entries {
		if slices.Contains(publicKinds, e.Kind) {
			mark = max(mark, e.Seq)
		}
	}
	return mark
}
