package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// Save checks and writes documents, all or nothing. Documents of one call may rest on each other: a score on the evidence that is saved
// with it. Errors: ErrNotAllowed, plan.Problems, *plan.Changed.
func (d *Desk) Save(ctx context.Context, who *account.Person, code string, saves ...Save) ([]plan.Entry, error) {
	defer d.alone(code)()
	book, err := d.Book(ctx, code)
	if err != nil {
		return nil, err
	}
	writes, err := d.permitted(ctx, who, book, saves)
	if err != nil {
		return nil, err
	}
	if err := d.checked(ctx, book, saves); err != nil {
		return nil, err
	}
	return d.write(ctx, book, writes)
}

// permitted makes a write of each save that somebody may make.
func (d *Desk) permitted(ctx context.Context, who *account.Person, book *plan.Book, saves []Save) (writes []plan.Write, err error) {
	for _, s := range saves {
		doc := s.Document
		organisation, ok, err := d.mayNow(ctx, who, book, s)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("%w: writing the %s %s", ErrNotAllowed, doc.Kind(), doc.Key())
		}
		w := plan.Write{Account: who.ID, Organisation: organisation, Partnership: book.Partnership, Kind: doc.Kind(), Key: doc.Key(), Base: s.Base}
		if !s.Remove {
			if w.Body, err = plan.Encode(doc); err != nil {
				return nil, err
			}
		}
		writes = append(writes, w)
	}
	return writes, nil
}

// mayNow is May with what stands: an action cannot be taken from the organisation that has it, an update goes with its action, and a
// challenge is its author's while the answer is others'.
func (d *Desk) mayNow(ctx context.Context, who *account.Person, book *plan.Book, s Save) (organisation string, ok bool, err error) {
	switch doc := s.Document.(type) {
	case *plan.Update:
		action := book.Actions[doc.Action]
		if action == nil {
			action = &plan.Action{}
		}
		organisation, ok = allowed(who, book.Partnership, account.WriteAction, plan.BodyOrganisation(action.Body))
		return organisation, ok, nil
	case *plan.Action:
		if had := book.Actions[doc.ID]; had != nil {
			if _, ok := d.May(who, book.Partnership, had); !ok {
				return "", false, nil
			}
		}
	case *plan.Evidence:
		if had := book.Evidence[doc.ID]; had != nil {
			return d.mayMend(ctx, who, book, had)
		}
	case *plan.Challenge:
		if had := book.Challenges[doc.ID]; had != nil {
			return d.mayAnswer(ctx, who, book, had, doc, s.Remove)
		}
	}
	organisation, ok = d.May(who, book.Partnership, s.Document)
	return organisation, ok, nil
}

// MayRemove says whether somebody may take a document out that stands.
func (d *Desk) MayRemove(ctx context.Context, who *account.Person, code string, doc plan.Document) (bool, error) {
	book, err := d.Book(ctx, code)
	if err != nil {
		return false, err
	}
	_, ok, err := d.mayNow(ctx, who, book, Save{Document: doc, Remove: true})
	return ok, err
}

// mayMend lets an organisation change the evidence it added, and the board any but the forum's and young people's.
func (d *Desk) mayMend(ctx context.Context, who *account.Person, book *plan.Book, had *plan.Evidence) (string, bool, error) {
	organisation, ok := d.May(who, book.Partnership, had)
	if !ok {
		return "", false, nil
	}
	lines, err := d.Ledger.History(ctx, book.Partnership, plan.KindEvidence, had.ID)
	if err != nil || len(lines) == 0 {
		return "", false, err
	}
	adder := raisedFor(lines)
	for _, g := range who.In(book.Partnership) {
		switch {
		case g.Organisation == adder:
			return adder, true, nil
		case g.Role == account.Board && adder != plan.ForumOrg && adder != plan.YoungOrg:
			return plan.BoardOrg, true, nil
		}
	}
	return organisation, false, nil
}

// mayAnswer lets whoever raised a challenge change all of it but the answer, and everybody else the answer alone. Nobody but who raised
// it takes it out, and not with an answer that others gave.
func (d *Desk) mayAnswer(ctx context.Context, who *account.Person, book *plan.Book, had, wanted *plan.Challenge, remove bool) (string, bool, error) {
	organisation, ok := d.May(who, book.Partnership, wanted)
	if !ok {
		return "", false, nil
	}
	lines, err := d.Ledger.History(ctx, book.Partnership, plan.KindChallenge, had.ID)
	if err != nil || len(lines) == 0 {
		return "", false, err
	}
	raiser := slices.ContainsFunc(who.In(book.Partnership), func(g account.Grant) bool { return g.Organisation == raisedFor(lines) })
	switch {
	case raiser && remove:
		return organisation, had.Answer == "" || organisation == plan.BoardOrg, nil
	case raiser:
		answer := wanted.Answer == had.Answer && wanted.AnsweredOn == had.AnsweredOn
		return organisation, answer || organisation == plan.BoardOrg, nil
	case remove:
		return organisation, false, nil
	}
	rest := *wanted
	rest.Answer, rest.AnsweredOn = had.Answer, had.AnsweredOn
	return organisation, rest == *had, nil
}

// raisedFor is the organisation that a document was first written for. The number of one that was taken out may be given again, and
// then it is whoever wrote under it next.
func raisedFor(lines []plan.Entry) (organisation string) {
	for i, line := range lines {
		if i == 0 || lines[i-1].Body == "" {
			organisation = line.Organisation
		}
	}
	return organisation
}

// checked lists everything wrong with documents as they would stand together.
func (d *Desk) checked(ctx context.Context, book *plan.Book, saves []Save) error {
	after := book.Clone()
	for _, s := range saves {
		if s.Remove {
			after.Drop(s.Document.Kind(), s.Document.Key())
		} else {
			after.Put(s.Document)
		}
	}
	figures, err := d.Figures(ctx, book.Partnership)
	if err != nil {
		return err
	}
	var problems plan.Problems
	contexts := map[string]plan.Context{} // by cycle
	for _, s := range saves {
		if closed := closedFor(book, s.Document); closed != "" {
			problems.Add("", "%s", closed)
			continue
		}
		cycle := plan.CycleOf(s.Document)
		if cycle == "" {
			cycle = after.Cycle()
		}
		c, ok := contexts[cycle]
		if !ok {
			before, err := d.before(ctx, book, cycle)
			if err != nil {
				return err
			}
			c = plan.Context{Book: after, Framework: d.framework(after, cycle), Figures: figures, Today: d.Today(), Before: plan.LevelsOf(before)}
			contexts[cycle] = c
		}
		if s.Remove {
			problems = append(problems, plan.CheckRemoval(c, s.Document)...)
			continue
		}
		problems = append(problems, unchangedHere(book, s.Document)...)
		problems = append(problems, s.Document.Check(c)...)
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// closedFor says why a document of a cycle can no longer be written: what has been agreed does not change.
func closedFor(book *plan.Book, doc plan.Document) string {
	cycle := plan.CycleOf(doc)
	a := book.Assessments[cycle]
	if cycle == "" || a == nil || doc.Kind() == plan.KindAssessment {
		return ""
	}
	switch a.State {
	case plan.Draft, plan.PartnerReview, plan.ForumResponse:
		return ""
	}
	return fmt.Sprintf("The self-assessment of %s is %s, so it can no longer be changed. Begin the next one.", cycle, a.State)
}

// unchangedHere holds what of an assessment only the workflow may change: its state, and what others said or were asked.
func unchangedHere(book *plan.Book, doc plan.Document) (problems plan.Problems) {
	a, ok := doc.(*plan.Assessment)
	if !ok {
		return nil
	}
	had := book.Assessments[a.Cycle]
	same := had != nil && had.State == a.State && had.Version == a.Version && had.Framework == a.Framework && had.Core == a.Core && had.Reason == a.Reason &&
		had.Forum == a.Forum && slices.Equal(had.Asked, a.Asked) && maps.Equal(had.Responded, a.Responded) && maps.Equal(had.NoResponse, a.NoResponse)
	if !same {
		problems.Add("state", "The state of a self-assessment changes on the publish page, not here.")
	}
	return problems
}

// write appends to the ledger and keeps the book that follows.
func (d *Desk) write(ctx context.Context, book *plan.Book, writes []plan.Write) ([]plan.Entry, error) {
	entries, err := d.Ledger.Append(ctx, d.Now().UTC(), writes)
	if err != nil {
		d.forget(book.Partnership)
		return nil, err
	}
	return entries, d.after(book, entries)
}

// forget drops a partnership's book, to be read again: where writing failed, the ledger may hold more than was told.
func (d *Desk) forget(code string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.books, code)
	delete(d.public, code)
}

// after keeps the book as it is when entries have been added, and what public pages are made of with it: whoever sees the new mark sees
// the new book.
func (d *Desk) after(book *plan.Book, entries []plan.Entry) error {
	next := book.Clone()
	for _, e := range entries {
		if err := next.Take(e); err != nil {
			d.forget(book.Partnership)
			return err
		}
	}
	d.keep(next)
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.public, book.Partnership)
	d.marked = max(d.marked, markOf(entries)) // sequence numbers only grow, so the newest is the mark whatever was asked before
	return nil
}
