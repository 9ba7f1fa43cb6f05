package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// StaleAfter is how many days an action can be without news (9.10).
const StaleAfter = 60

// ActionStanding is how an action stands on a day.
type ActionStanding struct {
	Status     string // as written: see ActionStatuses
	Open       bool   // still to be done
	Late       bool   // due has passed and it is not done
	Stale      bool   // the newest update is more than 60 days old
	DaysLate   int
	QuietDays  int       // days since the newest update, or since the start where there is none
	LastUpdate *Update   // nil where there is none
	Updates    []*Update // newest first
}

// StandingOf works out whether an action is late (due before today and neither done, stopped nor business as usual) or stale (open,
// and the newest update more than 60 days old). Without an update the days count from the start, and where that is not given from
// the day the action was saved.
func StandingOf(b *Book, a *Action, today Day) ActionStanding {
	s := ActionStanding{Status: a.Status, Open: a.Open(), Updates: UpdatesOf(b, a.ID)}
	since := a.Start
	if entry, ok := b.Entry(KindAction, a.ID); ok && !since.Valid() {
		since = DayOf(entry.At)
	}
	if len(s.Updates) > 0 {
		s.LastUpdate = s.Updates[0]
		since = s.LastUpdate.On
	}
	if !today.Valid() {
		return s
	}
	if s.Open && a.Due.Valid() && a.Due < today {
		s.Late, s.DaysLate = true, a.Due.DaysUntil(today)
	}
	if since.Valid() {
		s.QuietDays = max(0, since.DaysUntil(today))
	}
	s.Stale = s.Open && s.QuietDays > StaleAfter
	return s
}

// UpdatesOf lists an action's updates, newest first.
func UpdatesOf(b *Book, action string) (list []*Update) {
	for _, u := range b.Updates {
		if u.Action == action {
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(x, y *Update) int {
		return cmp.Or(strings.Compare(string(y.On), string(x.On)), cmp.Compare(y.N, x.N))
	})
	return list
}

// Shown is the one word a list shows: "late" outranks what is written.
func (s ActionStanding) Shown() string {
	if s.Late {
		return "late"
	}
	return s.Status
}

// Words is how the action stands in full: "at risk, late by 12 days, no news for 75 days".
func (s ActionStanding) Words() string {
	words := []string{s.Status}
	if s.Late {
		words = append(words, "late by "+counted(s.DaysLate, "day", "days"))
	}
	if s.Stale {
		words = append(words, fmt.Sprintf("no news for %d days", s.QuietDays))
	}
	return strings.Join(words, ", ")
}

// ActionSummary counts actions by how they stand. An action can be both late and stale.
type ActionSummary struct {
	Total, Open, NotStarted, OnTrack, AtRisk, Late, Stale, Done, Checked, AsUsual, Stopped int
	Running                                                                                int // open, and the start has come
	RunningWell                                                                            int // of them: on track, neither late nor stale
	Measurable                                                                             int // with a starting value, a target and its day
	Kept                                                                                   int // all but the stopped
}

// SummaryOfActions counts a plan's actions. On track, at risk and not started leave out the late ones, so that with late, done,
// checked, business as usual and stopped they add up to the total.
func SummaryOfActions(b *Book, today Day) (s ActionSummary) {
	for _, line := range ActionLines(b, today) {
		a, standing := line.Action, line.Standing
		s.Total++
		if standing.Stale {
			s.Stale++
		}
		if a.Status != Stopped {
			s.Kept++
			if a.Measurable() {
				s.Measurable++
			}
		}
		if standing.Open {
			s.Open++
			if !a.Start.Valid() || a.Start <= today {
				s.Running++
				if a.Status == OnTrack && !standing.Late && !standing.Stale {
					s.RunningWell++
				}
			}
		}
		*s.counter(standing.Shown())++
	}
	return s
}

func (s *ActionSummary) counter(shown string) *int {
	switch shown {
	case "late":
		return &s.Late
	case OnTrack:
		return &s.OnTrack
	case AtRisk:
		return &s.AtRisk
	case Done:
		return &s.Done
	case DoneAndChecked:
		return &s.Checked
	case BusinessAsUsual:
		return &s.AsUsual
	case Stopped:
		return &s.Stopped
	}
	return &s.NotStarted
}

// ComputedValue is a local measure that is worked out from the plan itself.
type ComputedValue struct {
	ID, Name               string
	Value                  *float64 // nil where there is nothing to count; Text says so
	Numerator, Denominator int
	Unit                   string
	Text                   string // "7 of 12 actions"
}

// ComputedValues works out L-ACT1, L-ACT2 and L-DEC1.
//
// L-ACT1 is the share of actions on track, of the open ones whose start has come: the status says so, and they are neither late nor
// without news for more than 60 days. L-ACT2 is the share with a starting value, a target and its day, of all but the stopped.
// L-DEC1 is decisions a meeting in the last 12 months; a meeting is a day on which a decision was recorded, so one that recorded
// none does not count.
func ComputedValues(b *Book, today Day) []ComputedValue {
	s := SummaryOfActions(b, today)
	decisions, meetings := 0, map[Day]bool{}
	for _, d := range b.Decisions {
		if today.Valid() && d.On.Valid() && d.On <= today && d.On > today.AddMonths(-12) {
			decisions++
			meetings[d.On] = true
		}
	}
	return []ComputedValue{
		computed("L-ACT1", s.RunningWell, s.Running, 100, "open actions that have begun"),
		computed("L-ACT2", s.Measurable, s.Kept, 100, "actions"),
		computed("L-DEC1", decisions, len(meetings), 1, "meetings with a decision in the last 12 months"),
	}
}

func computed(id string, n, of int, times float64, what string) ComputedValue {
	measure, _ := LocalIndicatorByID(id)
	m := ComputedValue{ID: id, Name: measure.Name, Numerator: n, Denominator: of, Unit: measure.Unit}
	switch {
	case of == 0:
		m.Text = "there are no " + what + " yet"
		return m
	case times == 1:
		m.Text = fmt.Sprintf("%s at %d %s", counted(n, "decision", "decisions"), of, what)
	default:
		m.Text = fmt.Sprintf("%d of %d %s", n, of, what)
	}
	value := times * float64(n) / float64(of)
	m.Value = &value
	return m
}

// KPIRow is one line of the table of measures: where the action starts, where it should go, and each step planned and actual.
type KPIRow struct {
	Action     *Action
	Measure    string
	Baseline   string // "38% (31 March 2026)", or by when it will be set
	Target     string // "60% (31 March 2027)"; "no target set"
	Milestones []KPIMilestone
}

// KPIMilestone is a step as it is printed.
type KPIMilestone struct{ Planned, Actual string }

// KPIRows makes the table of measures, an action a row, and says how many milestones the longest row has.
func KPIRows(b *Book, today Day) (rows []KPIRow, milestones int) {
	for _, a := range Sorted(b.Actions) {
		row := KPIRow{Action: a, Measure: a.Measure, Baseline: dated(a.Baseline, a.BaselineOn), Target: dated(a.Target, a.TargetOn)}
		if row.Baseline == "" && a.BaselineBy != "" {
			row.Baseline = "to be set by " + a.BaselineBy.Words()
		}
		row.Baseline = cmp.Or(row.Baseline, "not set")
		row.Target = cmp.Or(row.Target, "no target set")
		for _, m := range a.Milestones {
			actual := dated(m.Actual, m.ActualOn)
			switch {
			case actual != "":
			case m.PlannedOn.Valid() && m.PlannedOn < today:
				actual = "not given; was due"
			default:
				actual = "not due yet"
			}
			row.Milestones = append(row.Milestones, KPIMilestone{dated(m.Planned, m.PlannedOn), actual})
		}
		rows = append(rows, row)
		milestones = max(milestones, len(row.Milestones))
	}
	return rows, milestones
}

// dated writes a value with its day in brackets.
func dated(value string, on Day) string {
	if value == "" || on == "" {
		return value
	}
	return fmt.Sprintf("%s (%s)", value, on.Words())
}
