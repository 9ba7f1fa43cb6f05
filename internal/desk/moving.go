package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// Begin starts the assessment of a cycle, with the newest framework. Every partner is asked to score. One that was withdrawn can begin
// again: what was written is there, and the withdrawn version stays in the list of versions.
func (d *Desk) Begin(ctx context.Context, who *account.Person, code, cycle string, core bool) error {
	defer d.alone(code)()
	book, err := d.Book(ctx, code)
	if err != nil {
		return err
	}
	var problems plan.Problems
	if had := book.Assessments[cycle]; had != nil && had.State != plan.Withdrawn {
		problems.Add("cycle", "The self-assessment of %s is there already: it is %s.", cycle, had.State)
		return problems
	}
	if newest := book.Cycle(); newest != "" && cycle < newest {
		problems.Add("cycle", "There is a newer self-assessment, of %s. Choose a later year.", newest)
		return problems
	}
	for _, a := range book.Assessments {
		if slices.Contains(onItsWay, a.State) {
			problems.Add("cycle", "The self-assessment of %s is still on its way (%s). Publish or withdraw it first.", a.Cycle, a.State)
			return problems
		}
	}
	a := &plan.Assessment{Cycle: cycle, Framework: d.Frameworks.Newest().Version, Core: core, State: plan.Draft, Asked: plan.Partners(),
		Responded: map[string]plan.Day{}, NoResponse: map[string]plan.Day{}, Checks: map[string]bool{}}
	return d.saveAssessment(ctx, who, book, account.RunWorkflow, plan.BoardOrg, a)
}

// Respond says that an organisation, the forum included, has said what it has to say in a cycle; withdraw takes that back.
func (d *Desk) Respond(ctx context.Context, who *account.Person, code, cycle, organisation string, withdraw bool) error {
	return d.change(ctx, who, code, cycle, account.Respond, organisation, beingWritten, func(a *plan.Assessment) {
		switch {
		case organisation == plan.ForumOrg && withdraw:
			a.Forum.Responded = ""
		case organisation == plan.ForumOrg:
			a.Forum.Responded = d.Today()
		case withdraw:
			delete(a.Responded, organisation)
		default:
			a.Responded[organisation] = d.Today()
			delete(a.NoResponse, organisation)
		}
	})
}

// MarkNoResponse notes for the board that an organisation has not answered, which is published; undo takes it back.
func (d *Desk) MarkNoResponse(ctx context.Context, who *account.Person, code, cycle, organisation string, undo bool) error {
	return d.change(ctx, who, code, cycle, account.RunWorkflow, plan.BoardOrg, beingWritten, func(a *plan.Assessment) {
		if undo {
			delete(a.NoResponse, organisation)
		} else if a.Responded[organisation] == "" {
			a.NoResponse[organisation] = d.Today()
		}
	})
}

// Tick notes that the board has made a check before publication, "accessibility" or "small numbers", or has not.
func (d *Desk) Tick(ctx context.Context, who *account.Person, code, cycle, check string, made bool) error {
	return d.change(ctx, who, code, cycle, account.RunWorkflow, plan.BoardOrg, onItsWay, func(a *plan.Assessment) { a.Checks[check] = made })
}

// Share shows a draft to regional viewers, or stops showing it.
func (d *Desk) Share(ctx context.Context, who *account.Person, code, cycle string, shared bool) error {
	return d.change(ctx, who, code, cycle, account.RunWorkflow, plan.BoardOrg, onItsWay, func(a *plan.Assessment) { a.Shared = shared })
}

// While an assessment is being written people say that they have responded; until it is published the board checks and shares it.
var (
	beingWritten = []plan.State{plan.Draft, plan.PartnerReview, plan.ForumResponse}
	onItsWay     = append(slices.Clone(beingWritten), plan.Agreed)
)

// change saves an assessment changed, while it is in one of some states.
func (d *Desk) change(ctx context.Context, who *account.Person, code, cycle string, right account.Right, organisation string, while []plan.State, edit func(*plan.Assessment)) error {
	defer d.alone(code)()
	book, err := d.Book(ctx, code)
	if err != nil {
		return err
	}
	had := book.Assessments[cycle]
	if had == nil {
		return plan.Problems{{Field: "cycle", Text: fmt.Sprintf("There is no self-assessment of %s.", cycle)}}
	}
	if !slices.Contains(while, had.State) {
		return plan.Problems{{Field: "state", Text: fmt.Sprintf("The self-assessment of %s is %s, so this does not change any more.", cycle, had.State)}}
	}
	a := copied(had)
	edit(a)
	return d.saveAssessment(ctx, who, book, right, organisation, a)
}

// copied is an assessment that may be changed.
func copied(a *plan.Assessment) *plan.Assessment {
	c := *a
	c.Asked, c.Responded, c.NoResponse, c.Checks = slices.Clone(a.Asked), maps.Clone(a.Responded), maps.Clone(a.NoResponse), maps.Clone(a.Checks)
	if c.Responded == nil {
		c.Responded = map[string]plan.Day{}
	}
	if c.NoResponse == nil {
		c.NoResponse = map[string]plan.Day{}
	}
	if c.Checks == nil {
		c.Checks = map[string]bool{}
	}
	return &c
}

func (d *Desk) saveAssessment(ctx context.Context, who *account.Person, book *plan.Book, right account.Right, organisation string, a *plan.Assessment) error {
	w, err := assessmentWrite(who, book, right, organisation, a)
	if err != nil {
		return err
	}
	if problems := a.Check(plan.Context{Book: book, Framework: d.framework(book, a.Cycle), Today: d.Today()}); len(problems) > 0 {
		return problems
	}
	_, err = d.write(ctx, book, []plan.Write{w})
	return err
}

func assessmentWrite(who *account.Person, book *plan.Book, right account.Right, organisation string, a *plan.Assessment) (plan.Write, error) {
	as, ok := allowed(who, book.Partnership, right, organisation)
	if !ok {
		return plan.Write{}, fmt.Errorf("%w: %s", ErrNotAllowed, account.Rules[right].Words)
	}
	body, err := plan.Encode(a)
	return plan.Write{Account: who.ID, Organisation: as, Partnership: book.Partnership, Kind: a.Kind(), Key: a.Key(),
		Base: book.Revision(a.Kind(), a.Key()), Body: body}, err
}

// Move takes an assessment to another state, if its guards are met; to agreed it freezes a version, to published it supersedes the
// one before. reason is needed to withdraw. Guards that are not met come back as plan.Problems.
func (d *Desk) Move(ctx context.Context, who *account.Person, code, cycle string, to plan.State, reason string) error {
	defer d.alone(code)()
	book, err := d.Book(ctx, code)
	if err != nil {
		return err
	}
	had := book.Assessments[cycle]
	if had == nil {
		return plan.Problems{{Field: "cycle", Text: fmt.Sprintf("There is no self-assessment of %s.", cycle)}}
	}
	if err := d.mayMove(ctx, book, had, to, reason); err != nil {
		return err
	}
	a := copied(had)
	a.State = to
	switch to {
	case plan.ForumResponse:
		a.Forum = plan.ForumAsked{Asked: d.Today(), Responded: had.Forum.Responded}
	case plan.Withdrawn:
		a.Reason = reason
	case plan.Agreed:
		return d.freeze(ctx, who, book, a)
	}
	writes, err := d.moves(who, book, a)
	if err != nil {
		return err
	}
	_, err = d.write(ctx, book, writes)
	return err
}

// mayMove lists what stands in the way.
func (d *Desk) mayMove(ctx context.Context, book *plan.Book, had *plan.Assessment, to plan.State, reason string) error {
	var problems plan.Problems
	if !slices.Contains(plan.Next(had.State), to) {
		problems.Add("state", "A self-assessment that is %s cannot become %s.", had.State, to)
		return problems
	}
	if to == plan.Withdrawn && reason == "" {
		problems.Add("reason", "Say why it is withdrawn: the reason is published.")
	}
	review, err := d.reviewOf(ctx, book, had.Cycle)
	if err != nil {
		return err
	}
	for _, g := range plan.Guards(review, to) {
		if !g.Met {
			problems.Add("state", "%s", g.Text)
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// moves is the assessment in its new state and, when it is published, the one before it superseded.
func (d *Desk) moves(who *account.Person, book *plan.Book, a *plan.Assessment) ([]plan.Write, error) {
	first, err := assessmentWrite(who, book, account.RunWorkflow, plan.BoardOrg, a)
	if err != nil || a.State != plan.Published {
		return []plan.Write{first}, err
	}
	writes := []plan.Write{first}
	for _, other := range plan.Sorted(book.Assessments) {
		if other.Cycle != a.Cycle && other.State == plan.Published {
			older := copied(other)
			older.State = plan.Superseded
			w, err := assessmentWrite(who, book, account.RunWorkflow, plan.BoardOrg, older)
			if err != nil {
				return nil, err
			}
			writes = append(writes, w)
		}
	}
	return writes, nil
}
