package check

import (
	"maps"
	"slices"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
)

// Fields whose form has a rule of its own.
func ownRule(f sen2.Field) bool {
	return f == sen2.UPNField || f == sen2.ULNField || f == sen2.PostCode
}

func (c *Checker) faults(p *sen2.Person, kind sen2.FaultKind) {
	for _, fault := range p.Faults {
		if fault.Kind == kind && !(kind == sen2.Unreadable && ownRule(fault.Field)) {
			c.foundIn(fault.Field, fault.Request, fault.Item)
		}
	}
}

func (c *Checker) headerFaults(kind sen2.FaultKind) {
	for _, fault := range c.header.Faults {
		if fault.Kind == kind {
			c.found(fault.Field, 0)
		}
	}
}

func unreadable(c *Checker, p *sen2.Person) { c.faults(p, sen2.Unreadable) }
func noCode(c *Checker, p *sen2.Person)     { c.faults(p, sen2.NotACode) }
func repeated(c *Checker, p *sen2.Person)   { c.faults(p, sen2.Repeated) }
func misplaced(c *Checker, p *sen2.Person)  { c.faults(p, sen2.Misplaced) }
func orphaned(c *Checker, p *sen2.Person)   { c.faults(p, sen2.Orphaned) }

func headerUnreadable(c *Checker) { c.headerFaults(sen2.Unreadable) }
func headerNoCode(c *Checker)     { c.headerFaults(sen2.NotACode) }
func headerRepeated(c *Checker)   { c.headerFaults(sen2.Repeated) }
func headerMisplaced(c *Checker)  { c.headerFaults(sen2.Misplaced) }

// orphanedRows counts rows whose parent is not in the file. Nobody is known to whom they belong, so they have no row of a person.
func orphanedRows(c *Checker, notes read.Notes) { c.foundInFile(notes.Orphaned) }

// unknownNames counts elements and columns that the return does not have. What they are called is in the notes, not here.
func unknownNames(c *Checker, notes read.Notes) { c.foundInFile(notes.Unknown) }

// foundInFile notes one place for each name and counts it as often as it stood there.
func (c *Checker) foundInFile(names map[string]int) {
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if n := names[name]; n > 0 {
			c.found(sen2.NoField, 0)
			c.tallies[c.at].places += n - 1
		}
	}
}

func wrongUPN(c *Checker, p *sen2.Person) {
	if p.UPN == sen2.BadUPN || p.UPN.Given() && !p.UPN.LetterFits() {
		c.found(sen2.UPNField, 0)
	}
}

func wrongULN(c *Checker, p *sen2.Person) {
	if p.ULN == sen2.BadULN || p.ULN.Given() && p.ULN != sen2.UnknownULN && !p.ULN.DigitFits() {
		c.found(sen2.ULNField, 0)
	}
}

func wrongPostCode(c *Checker, p *sen2.Person) {
	if p.PostCode == sen2.Malformed {
		c.found(sen2.PostCode, 0)
	}
}

func missingOfPerson(c *Checker, p *sen2.Person) {
	c.foundWhen(p.Surname == sen2.Absent, sen2.Surname)
	c.foundWhen(p.Forename == sen2.Absent, sen2.Forename)
	c.foundWhen(p.Sex == 0 && c.expects(sen2.Sex), sen2.Sex)
	c.foundWhen(p.Gender == 0 && c.expects(sen2.GenderCurrent), sen2.GenderCurrent)
	c.foundWhen(p.Ethnicity == 0, sen2.EthnicityCode)
}

func missingOfRequest(c *Checker, r *sen2.Request) {
	c.foundWhen(r.Outcome == 0, sen2.RequestOutcome)
	c.foundWhen(r.HasAssessment && r.Assessment.Outcome == 0 && !c.state.exported, sen2.AssessmentOutcome)
}

func decisionWithoutDate(c *Checker, r *sen2.Request) {
	c.foundWhen((r.Outcome == 'Y' || r.Outcome == 'N') && r.OutcomeDate == 0, sen2.RequestOutcomeDate)
}

func unknownAuthority(c *Checker, r *sen2.Request) {
	c.foundWhen(c.stranger(r.Exported), sen2.Exported)
	c.foundWhen(c.stranger(r.Active.TransferLA), sen2.TransferLA)
}

// stranger says that a code of an authority was given and is none that is known.
func (c *Checker) stranger(la sen2.LA) bool {
	return la.Given() && la != sen2.OutsideEngland && c.known != nil && !c.known(la)
}

func exceptionsOpen(c *Checker, r *sen2.Request) {
	c.foundWhen(r.Assessment.Outcome == 'Y' && r.Assessment.Week20 == sen2.NoFlag, sen2.Week20)
}

func (c *Checker) foundWhen(broken bool, f sen2.Field) {
	if broken {
		c.found(f, 0)
	}
}

// expects says that the year expects a field, as far as it applies.
func (c *Checker) expects(f sen2.Field) bool { return c.edition.Expects(f) == sen2.Expected }
