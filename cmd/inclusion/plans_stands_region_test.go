package main

import (
	"fmt"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// ofPartners are the published versions of the expert partnership Northmarch, by the area's name.
func (d documents) ofPartners() map[string]frozen {
	return map[string]frozen{"Alderbrook": d.published("101"), "Dunmarrow": d.published("103")}
}

// sharedWeakest are the statements at the lowest level that each of two areas gave, and those at 4 where half of families or more agree.
func (d documents) sharedWeakest() (answer []statement) {
	weakest, strong := map[string][]string{}, map[string][]string{}
	var titles frozen
	for _, area := range []string{"Alderbrook", "Dunmarrow"} {
		v := d.ofPartners()[area]
		titles = v
		lowest := plan.Level(4)
		for _, s := range v.Framework.Statements() {
			if board := v.agreed(s.ID); board != nil && board.Level > 0 {
				lowest = min(lowest, board.Level)
			}
		}
		for _, s := range v.Framework.Statements() {
			board := v.agreed(s.ID)
			if board == nil {
				continue
			}
			if board.Level == lowest {
				weakest[s.ID] = append(weakest[s.ID], area)
			}
			if percent, _, ok := v.families(s.ID); ok && board.Level == 4 && percent >= 50 {
				strong[s.ID] = append(strong[s.ID], area)
			}
		}
	}
	for id, areas := range weakest {
		if len(areas) > 1 {
			answer = append(answer, statement{titles.title(id), strings.Join(areas, ", ")})
		}
	}
	for id, areas := range strong {
		answer = append(answer, statement{titles.title(id), strings.Join(areas, ", ")})
	}
	return answer
}

// againstData are the statements that a board puts above what published figures show, with its answer.
func (d documents) againstData() (answer []statement) {
	for area, v := range d.ofPartners() {
		for _, theme := range v.review.Themes {
			for _, s := range theme.Statements {
				data, board := s.Readings[plan.Data], v.agreed(s.Statement.ID)
				response := v.Responses[(&plan.Response{Cycle: v.Version.Cycle, Item: s.Statement.ID, Rule: "G3"}).Key()]
				if board == nil || !data.Shown() || board.Level <= data.High || response == nil {
					continue
				}
				answer = append(answer, statement{area, v.title(s.Statement.ID), fmt.Sprintf("leaders %d, data %s", board.Level, data.Level()), oneLine(response.Text)})
			}
		}
	}
	return answer
}

func (d documents) howOldPlansAre() []statement {
	answer := []statement{{"County Tarnshire", "no plan published"}}
	for area, v := range d.ofPartners() {
		scored := 0
		for _, s := range v.Framework.Statements() {
			if board := v.agreed(s.ID); board != nil && board.Level > 0 {
				scored++
			}
		}
		answer = append(answer, statement{area, fmt.Sprintf("version %d", v.Number), view.Date(v.At), v.Framework.Version, fmt.Sprintf("%d of %d", scored, len(v.Framework.Statements()))})
	}
	return answer
}

// changedSinceLastTime is what changed since the version before was agreed.
func (d documents) changedSinceLastTime() (answer []statement) {
	before, v := d.frozen("101", 1), d.frozen("101", 2)
	kinds := map[string]bool{}
	for _, c := range v.Changes {
		if c.On > plan.DayOf(before.At) {
			kinds[c.Type] = true
			answer = append(answer, statement{longDay(c.On), c.Type, oneLine(c.Text)})
		}
	}
	for _, kind := range []string{"leadership", "demand", "service opened", "service closed", "plan"} {
		if !kinds[kind] {
			d.t.Errorf("the story has no change of kind %q", kind)
		}
	}
	return answer
}

// progressByBody tells each action of the version as it stands today.
func (d documents) progressByBody() (answer []statement) {
	v, now := d.frozen("101", 2), d.book("101")
	for _, f := range v.Findings {
		s := statement{f.ID, f.Text, plan.BodyName(f.Body)}
		for _, a := range v.Actions {
			if a.SourceRef == f.ID {
				s = append(s, a.ID+": "+now.Actions[a.ID].Status)
			}
		}
		answer = append(answer, s)
	}
	for id := range v.Actions {
		a := now.Actions[id]
		s := statement{a.ID + " " + a.Title, "Lead: " + a.Lead, a.Measure, "Target: " + a.Target, longDay(a.Due), oneLine(a.Result)}
		for _, m := range a.Milestones {
			s = append(s, "Planned "+m.Planned, m.Actual)
		}
		if updates := d.updates("101", id); len(updates) > 0 {
			s = append(s, longDay(updates[0].On)+": "+oneLine(updates[0].Text))
		}
		answer = append(answer, s, statement{plan.BodyName(a.Body)})
	}
	return answer
}

// alternativeProvision is what the council says of it, what the plan does in each tier, and who has been counted.
func (d documents) alternativeProvision() []statement {
	v := d.frozen("101", 2)
	answer := []statement{{"Written", "printed unedited"}, {"P02 School-arranged AP", "140"}, {"P03 LA-funded AP placements", "266"}}
	for _, part := range strings.Split(v.Voices[v.Version.Cycle+"/council"].Text, "\n") {
		answer = append(answer, statement{oneLine(part)})
	}
	for _, l := range v.Locals {
		if l.Indicator == "L-AP1" && l.Period == newestOf(v.Locals, l.Indicator) {
			answer = append(answer, statement{l.Indicator, fmt.Sprintf("%.0f of %.0f", *l.Numerator, *l.Denominator), longDay(l.On)})
		}
	}
	theme, _ := v.Framework.Theme("T7")
	for _, s := range theme.Statements {
		answer = append(answer, statement{v.title(s.ID), v.level(v.agreed(s.ID).Level)})
	}
	return answer
}

// newestOf is the newest period of a local measure.
func newestOf(all map[string]*plan.LocalValue, indicator string) (period string) {
	for _, l := range all {
		if l.Indicator == indicator {
			period = max(period, l.Period)
		}
	}
	return period
}

func (d documents) whoAgreed() (answer []statement) {
	v := d.frozen("101", 2)
	said := map[string]string{plan.Agree: "Agree", plan.AgreeComments: "Agree with comments", plan.Disagree: "Disagree"}
	for _, role := range plan.SignOffRoles() {
		signed := v.SignOffs[v.Version.Cycle+"/"+role.ID]
		answer = append(answer, statement{role.Name, said[signed.Answer], oneLine(signed.Text), longDay(signed.On)})
	}
	for organisation, on := range v.Assessments[v.Version.Cycle].Responded {
		answer = append(answer, statement{plan.OrganisationName(organisation), "Responded " + longDay(on)})
	}
	return append(answer, statement{plan.OrganisationName(plan.ForumOrg), "Responded " + longDay(v.Assessments[v.Version.Cycle].Forum.Responded)})
}

// localFigures are the newest of what the partnership counted itself.
func (d documents) localFigures() []statement {
	v := d.frozen("101", 2)
	answer := []statement{{"Local measures, declared by the partnership"}}
	for _, l := range v.Locals {
		if l.Period == newestOf(v.Locals, l.Indicator) {
			answer = append(answer, statement{l.Indicator + " ", l.Source, longDay(l.On)})
		}
	}
	return answer
}
