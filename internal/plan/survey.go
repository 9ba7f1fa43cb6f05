package plan

import (
	"fmt"
	"slices"
	"strings"
)

// Instruments of a survey.
const (
	FivePoint    = "five point"    // strongly disagree … strongly agree, don't know
	ThreeSmileys = "three smileys" // no, sometimes, yes: for young people
)

// Instruments lists what a survey may be asked with.
func Instruments() []string { return []string{FivePoint, ThreeSmileys} }

// NotASample stands beside every survey reading.
const NotASample = "People chose to answer; this is not a random sample."

// mostAnswers is more answers to one question than the largest area has families of children with SEND.
const mostAnswers = 100_000

// Subgroup is a group of those who answered that may be shown by itself.
type Subgroup struct{ ID, Name, Kind string }

// Kinds of subgroups. Those of one kind do not overlap.
const (
	AgeGroup      = "age"
	SupportGroup  = "support"
	PlaceGroup    = "place of learning"
	LocalityGroup = "locality"
)

// localityPrefix begins the id of a locality; its name follows as the partnership writes it: "locality: North".
const localityPrefix = "locality: "

const longestLocality = 60

// Subgroups lists the groups that every partnership may tell apart (9.3). Localities stand beside them: see Locality.
func Subgroups() []Subgroup {
	return []Subgroup{
		{"age 0 to 4", "Children under 5", AgeGroup}, {"age 5 to 10", "Children of 5 to 10", AgeGroup},
		{"age 11 to 15", "Children of 11 to 15", AgeGroup}, {"age 16 to 25", "Young people of 16 to 25", AgeGroup},
		{"sen support", "SEN support", SupportGroup}, {"ehc plan", "EHC plan", SupportGroup}, {"neither", "Neither SEN support nor an EHC plan", SupportGroup},
		{"in ap", "In alternative provision", PlaceGroup}, {"not in school", "Not in school", PlaceGroup},
	}
}

// Locality is the subgroup of a locality by the name that the partnership gives it.
func Locality(name string) Subgroup {
	return Subgroup{localityPrefix + strings.TrimSpace(name), strings.TrimSpace(name), LocalityGroup}
}

// SubgroupOf finds a subgroup by its id. "" is no subgroup: it is everybody.
func SubgroupOf(id string) (g Subgroup, ok bool) {
	if name, isLocality := strings.CutPrefix(id, localityPrefix); isLocality {
		g = Locality(name)
		return g, g.ID == id && g.Name != "" && len([]rune(g.Name)) <= longestLocality && !strings.ContainsAny(g.Name, "/\n\r\t")
	}
	i := slices.IndexFunc(Subgroups(), func(g Subgroup) bool { return g.ID == id })
	if i < 0 {
		return Subgroup{}, false
	}
	return Subgroups()[i], true
}

// count is one answer of a survey with the field it is entered in.
type count struct {
	field, what string
	n           int
}

func (s *Survey) counts() []count {
	return []count{{"strongly_disagree", "strongly disagree", s.StrongNo}, {"disagree", "disagree", s.No}, {"neither", "neither", s.Neither},
		{"agree", "agree", s.Yes}, {"strongly_agree", "strongly agree", s.StrongYes}, {"dont_know", "don’t know", s.DontKnow}}
}

// Answered is how many gave an answer other than "don't know".
func (s *Survey) Answered() int { return s.StrongNo + s.No + s.Neither + s.Yes + s.StrongYes }

// Agree is how many agreed: of three smileys, how many said yes.
func (s *Survey) Agree() int { return s.Yes + s.StrongYes }

// Check implements Document. Only totals are held, never what one person answered.
func (s *Survey) Check(c Context) (problems Problems) {
	st, _, ok := c.place(s.Cycle, s.Statement, &problems)
	switch {
	case s.Perspective != Families && s.Perspective != Young && s.Perspective != Settings:
		problems.Add("perspective", "A survey is of families, young people or settings.")
	case ok && st.FamilyQuestion == "":
		problems.Add("statement", "Statement %s has no plain question, so nobody is asked it in a survey.", st.ID)
	case ok && !st.AskedOf(s.Perspective):
		problems.Add("perspective", "Statement %s is put to settings, not to %s.", st.ID, s.Perspective)
	}
	if _, known := SubgroupOf(s.Subgroup); !known && s.Subgroup != "" {
		problems.Add("subgroup", "%s is not a group that answers are counted for. A locality has a name of at most %d characters, without a stroke.", shown(s.Subgroup), longestLocality)
	}
	s.checkInstrument(&problems)
	s.checkCounts(c, &problems)
	s.checkDays(c, &problems)
	FreeText(&problems, "subgroup", "The group", s.Subgroup, longestLine)
	return problems
}

func (s *Survey) checkInstrument(problems *Problems) {
	switch {
	case !slices.Contains(Instruments(), s.Instrument):
		problems.Add("instrument", "Say what was asked with: %s.", strings.Join(Instruments(), " or "))
	case s.Instrument == ThreeSmileys && s.Perspective != Young:
		problems.Add("instrument", "Three smileys are for young people. Others answer on five points.")
	case s.Instrument == ThreeSmileys && (s.StrongNo > 0 || s.StrongYes > 0):
		problems.Add("instrument", "Three smileys have no, sometimes and yes: enter nothing under strongly disagree and strongly agree.")
	}
}

func (s *Survey) checkCounts(c Context, problems *Problems) {
	sum := 0
	for _, one := range s.counts() {
		if one.n < 0 || one.n > mostAnswers {
			problems.Add(one.field, "How many said “%s” is a whole number from 0 to %d.", one.what, mostAnswers)
			return
		}
		sum += one.n
	}
	if sum == 0 {
		problems.Add("agree", "Enter how many people gave each answer. A question that nobody was asked is left out.")
	}
	if s.Subgroup == "" || c.Book == nil {
		return
	}
	all := c.Book.Surveys[(&Survey{Cycle: s.Cycle, Statement: s.Statement, Perspective: s.Perspective}).Key()]
	if all == nil {
		return
	}
	everybody := all.counts()
	for i, one := range s.counts() {
		if one.n > everybody[i].n {
			problems.Add(one.field, "%d in this group said “%s”, but only %d of everybody did.", one.n, one.what, everybody[i].n)
		}
	}
}

func (s *Survey) checkDays(c Context, problems *Problems) {
	switch {
	case !s.Opened.Valid():
		problems.Add("opened", "Give the day the survey opened, such as 2026-10-01.")
	case !s.Closed.Valid():
		problems.Add("closed", "Give the day the survey closed, such as 2026-11-01.")
	case s.Closed < s.Opened:
		problems.Add("closed", "The survey closed on %s, before it opened on %s.", s.Closed.Words(), s.Opened.Words())
	case s.Closed > c.Today:
		problems.Add("closed", "The survey closes on %s, which has not come yet. Enter its totals when it has closed.", s.Closed.Words())
	}
}

// days says when a survey was open.
func (s *Survey) days() string {
	if s.Opened == s.Closed {
		return "asked on " + s.Opened.Words()
	}
	return fmt.Sprintf("asked from %s to %s", s.Opened.Words(), s.Closed.Words())
}
