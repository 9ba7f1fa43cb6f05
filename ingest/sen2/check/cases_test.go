package check

import "inclusion/ingest/sen2"

// breach is a change to a sound return, and the rules it then breaks: none when it just does not.
type breach struct {
	name   string
	year   int // 2026 when it is 0
	change func(w *world)
	rules  string // separated by spaces, in the order of the rules
}

// shift moves the days between receipt and plan so that the plan comes after so many.
func shift(w *world, days int) {
	r := w.request()
	r.Assessment.OutcomeDate = r.Received + sen2.Date(days)
	r.Assessment.Plan.Start = r.Assessment.OutcomeDate
}

func refused(w *world, days int) {
	r := w.request()
	r.Assessment.Outcome, r.Assessment.HasPlan, r.Assessment.Plan, r.HasActive, r.Active = 'N', false, sen2.NamedPlan{}, false, sen2.Active{}
	r.Assessment.OutcomeDate = r.Received + sen2.Date(days)
}

func undecided(w *world, days int) {
	received := w.edition.ReferenceDate - sen2.Date(days)
	*w.request() = sen2.Request{Received: received, Source: '1', RYA: sen2.No, Outcome: 'A'}
}

func ceased(w *world, at sen2.Date) {
	n := &w.request().Assessment.Plan
	n.Cease, n.CeaseReason = at, '2'
	w.request().HasActive, w.request().Active = false, sen2.Active{}
}

// old makes the plan start earlier, before the collection year, so that the decisions are history.
func old(w *world, start sen2.Date) {
	r := w.request()
	*r = sen2.Request{Outcome: 'H', HasAssessment: true, Assessment: r.Assessment, HasActive: true, Active: r.Active}
	r.Assessment = sen2.Assessment{Outcome: 'H', HasPlan: true, Plan: r.Assessment.Plan}
	r.Assessment.Plan.Start = start
}

func placement(w *world) *sen2.Placement { return &w.request().Active.Placements[0] }
func active(w *world) *sen2.Active       { return &w.request().Active }
func plan(w *world) *sen2.NamedPlan      { return &w.request().Assessment.Plan }

// moved makes the child move away before its assessment was complete.
func moved(w *world) *sen2.Request {
	r := w.request()
	r.Exported, r.HasAssessment, r.Assessment, r.HasActive, r.Active = 301, false, sen2.Assessment{}, false, sen2.Active{}
	return r
}

var guideCases = []breach{
	{"G01 no day of receipt", 0, func(w *world) { w.request().Received = 0 }, "G01"},
	{"G01 not needed of history", 0, func(w *world) { old(w, sen2.Day(2025, 6, 1)) }, ""},
	{"G01 a day that cannot be read is not missing", 0, func(w *world) { w.request().Received = sen2.BadDate }, ""},
	{"G02 not said", 0, func(w *world) { w.request().RYA = sen2.NoFlag }, "G02"},
	{"G02 unreadable is not missing", 0, func(w *world) { w.request().RYA = sen2.BadFlag }, ""},
	{"G03 mediation about no decision", 0, func(w *world) { undecided(w, 42); w.request().Mediation = sen2.Yes }, "G03"},
	{"G03 appeal about a withdrawn request", 0, func(w *world) { undecided(w, 42); w.request().Outcome, w.request().Tribunal = 'W', sen2.Yes }, "G03"},
	{"G03 a plain 0", 0, func(w *world) { undecided(w, 42); w.request().Mediation, w.request().Tribunal = sen2.No, sen2.No }, ""},
	{"G03 mediation about a refusal", 0, func(w *world) { w.again().Mediation = sen2.Yes }, ""},
	{"G04 no day of the decision", 0, func(w *world) { w.request().Assessment.OutcomeDate = 0 }, "G04"},
	{"G04 an unreadable day", 0, func(w *world) { w.request().Assessment.OutcomeDate = sen2.BadDate }, ""},
	{"G05 a plan although undecided", 0, func(w *world) { w.request().Assessment.Outcome = 'A' }, "G05"},
	{"G05 undecided and nothing after it", 0, func(w *world) {
		refused(w, 1)
		w.request().Assessment.Outcome, w.request().Assessment.OutcomeDate = 'A', 0
	}, ""},
	{"G05 an exception for what was withdrawn", 0, func(w *world) {
		refused(w, 60)
		w.request().Assessment.Outcome, w.request().Assessment.Week20 = 'W', sen2.Yes
	}, "G05"},
	{"G06 moved away with a plan", 0, func(w *world) { w.request().Exported = 301 }, "G06"},
	{"G06 moved away with a refusal", 0, func(w *world) { refused(w, 60); w.request().Exported = 301 }, "G06"},
	{"G06 moved away with nothing", 0, func(w *world) { moved(w) }, ""},
	{"G06 moved away with an assessment under way", 0, func(w *world) { r := moved(w); r.HasAssessment, r.Assessment.Outcome = true, 'A' }, ""},
	{"G07 two identities", 0, func(w *world) { placement(w).UKPRN = 10000001 }, "G07"},
	{"G07 no identity", 0, func(w *world) { placement(w).URN = 0 }, "G07"},
	{"G07 no rank", 0, func(w *world) { plan(w).Settings[0].Rank = 0 }, "G07"},
	{"G07 a number that cannot be read is one", 0, func(w *world) { placement(w).URN = sen2.BadNumber }, ""},
	{"G07 a provider's number", 0, func(w *world) { placement(w).URN, placement(w).UKPRN = 0, 10000001 }, ""},
	{"G08 not described", 0, func(w *world) { placement(w).URN, placement(w).Kind = 0, sen2.NoPlaceOther }, "G08"},
	{"G08 described", 0, func(w *world) {
		placement(w).URN, placement(w).Kind, placement(w).OtherText = 0, sen2.OtherSetting, sen2.Present
	}, ""},
	{"G08 home education needs no words", 0, func(w *world) { placement(w).URN, placement(w).Kind = 0, sen2.EHE }, ""},
	{"G09 a plan that names nowhere", 0, func(w *world) { plan(w).Settings[0].URN, plan(w).Settings[0].Kind = 0, sen2.NEET }, "G09"},
	{"G09 a placement that is nowhere", 0, func(w *world) { placement(w).URN, placement(w).Kind = 0, sen2.NEET }, ""},
	{"G10 three settings", 0, func(w *world) {
		s := plan(w).Settings[0]
		second := s
		second.Rank = '2'
		plan(w).Settings = []sen2.Setting{s, second, s}
	}, "G10"},
	{"G10 two settings", 0, func(w *world) {
		second := plan(w).Settings[0]
		second.Rank = '2'
		plan(w).Settings = append(plan(w).Settings, second)
	}, ""},
	{"G10 two needs of the same rank", 0, func(w *world) { active(w).Needs[1].Rank = '1' }, "G10"},
	{"G10 only a second need", 0, func(w *world) { active(w).Needs = active(w).Needs[1:] }, "G10"},
	{"G10 a need without a rank", 0, func(w *world) { active(w).Needs[1].Rank = 0 }, "G10"},
	{"G10 a need whose rank cannot be read", 0, func(w *world) { active(w).Needs[1].Rank = sen2.BadLetter }, ""},
	{"G10 only a first need", 0, func(w *world) { active(w).Needs = active(w).Needs[:1] }, ""},
	{"G11 no number and no reason", 0, func(w *world) { w.person().UPN = 0 }, "G11"},
	{"G11 ten nines are no number", 0, func(w *world) { w.person().UPN, w.person().ULN = 0, sen2.UnknownULN }, "G11"},
	{"G11 a learner number", 0, func(w *world) { w.person().UPN, w.person().ULN = 0, 1000000000 }, ""},
	{"G11 an unreadable reason", 0, func(w *world) { w.person().UPN, w.person().UPNUnknown = 0, sen2.BadLetter }, ""},
	{"G12 gender after 2023", 2024, func(w *world) { w.person().Gender = '1' }, "G12"},
	{"G12 gender in 2023", 2023, func(w *world) { w.person().Gender = '1' }, ""},
	{"G12 sex in 2023", 2023, func(w *world) { w.person().Sex = 'M' }, "G12"},
	{"G12 attendance after 2023", 2024, func(w *world) { placement(w).Attendance = 'F' }, "G12"},
	{"G12 attendance in 2023", 2023, func(w *world) { placement(w).Attendance = 'P' }, ""},
	{"G12 source before 2025", 2024, func(w *world) { w.request().Source = '1' }, "G12"},
	{"G12 source in 2025", 2025, func(w *world) { w.request().Source = '2' }, ""},
	{"G12 Down syndrome before 2025", 2024, func(w *world) { active(w).Needs[0].Type = sen2.DS }, "G12"},
	{"G12 Down syndrome in 2025", 2025, func(w *world) { active(w).Needs[0].Type = sen2.DS }, ""},
	{"G12 NEET in 2023", 2023, func(w *world) { placement(w).URN, placement(w).Kind = 0, sen2.NEET }, ""},
	{"G12 residential of the plan after 2023", 2026, func(w *world) { active(w).Res = 'A' }, "G12"},
	{"G12 residential of the plan in 2023", 2023, func(w *world) { active(w).Res = 'A' }, ""},
	{"G12 residential of the placement in 2023", 2023, func(w *world) { placement(w).Res = 'A' }, "G12"},
	{"G12 social care officer before 2025", 2024, func(w *world) { w.header.DSCO = 'Y' }, "G12"},
	{"G13 no source", 0, func(w *world) { w.request().Source = 0 }, "G13"},
	{"G13 no source in the voluntary year", 2025, func(w *world) { w.request().Source = 0 }, "G13"},
	{"G13 no source of history", 0, func(w *world) { old(w, sen2.Day(2025, 6, 1)); w.request().Source = 0 }, ""},
	{"G13 no social care officer", 0, func(w *world) { w.header.DSCO = 0 }, "G13"},
	{"G13 amended without a draft", 0, func(w *world) {
		a := active(w)
		a.ReviewMeeting, a.ReviewOutcome, a.ReviewDecision = sen2.Day(2025, 11, 3), 'A', sen2.Day(2025, 12, 1)
	}, "G13"},
	{"G13 maintained without a draft", 0, func(w *world) {
		a := active(w)
		a.ReviewMeeting, a.ReviewOutcome, a.ReviewDecision = sen2.Day(2025, 11, 3), 'M', sen2.Day(2025, 12, 1)
	}, ""},
	{"G13 a final plan without its due date", 0, func(w *world) { active(w).PhaseFinal = sen2.Day(2025, 12, 1) }, "G13"},
}

var logicCases = []breach{
	{"L01 born after the request", 0, func(w *world) { w.person().BirthDate = w.request().Received + 1 }, "L01"},
	{"L01 born on the day", 0, func(w *world) { w.person().BirthDate = w.request().Received }, ""},
	{"L01 born after the census", 0, func(w *world) { old(w, sen2.Day(2025, 6, 1)); w.person().BirthDate = w.edition.ReferenceDate + 1 }, "L01"},
	{"L01 turned 25 before the school year", 0, func(w *world) { w.person().BirthDate = sen2.Day(2000, 8, 31) }, "L01"},
	{"L01 turns 25 in the school year", 0, func(w *world) { w.person().BirthDate = sen2.Day(2000, 9, 1) }, ""},
	{"L01 plan ceased with the school year", 0, func(w *world) { ceased(w, sen2.Day(2025, 8, 31)); w.person().BirthDate = sen2.Day(1999, 9, 1) }, ""},
	{"L01 plan ceased after the school year", 0, func(w *world) { ceased(w, sen2.Day(2025, 9, 1)); w.person().BirthDate = sen2.Day(1999, 9, 1) }, "L01"},
	{"L01 request at 25", 0, func(w *world) { undecided(w, 42); w.person().BirthDate = sen2.Day(2000, 8, 31) }, "L01"},
	{"L02 decided before it was received", 0, func(w *world) { w.request().OutcomeDate = w.request().Received - 1 }, "L02"},
	{"L02 decided on the day", 0, func(w *world) { w.request().OutcomeDate = w.request().Received }, ""},
	{"L02 issued before it was agreed", 0, func(w *world) { r := w.request(); r.OutcomeDate = r.Received + 42; shift(w, 41) }, "L02"},
	{"L02 issued on the day it was agreed", 0, func(w *world) { r := w.request(); r.OutcomeDate = r.Received + 42; shift(w, 42) }, ""},
	{"L02 issued after the census", 0, func(w *world) {
		r := w.request()
		r.Received, r.OutcomeDate = sen2.Day(2025, 9, 1), sen2.Day(2025, 9, 2)
		shift(w, 140)
		r.HasActive, r.Active = false, sen2.Active{}
	}, "L02"},
	{"L02 the file was made before the decision", 0, func(w *world) {
		w.header.MadeAt = "2025-05-01T10:00:00"
		w.request().HasActive, w.request().Active = false, sen2.Active{}
	}, "L02 H04"},
	{"L03 42 days", 0, func(w *world) { w.request().OutcomeDate = w.request().Received + 42 }, ""},
	{"L03 43 days", 0, func(w *world) { w.request().OutcomeDate = w.request().Received + 43 }, "L03"},
	{"L03 43 days to a refusal", 0, func(w *world) { r := w.again(); r.OutcomeDate = r.Received + 43 }, "L03"},
	{"L03 history", 0, func(w *world) { w.request().OutcomeDate = w.request().Received + 43; w.request().Outcome = 'H' }, ""},
	{"L04 140 days", 0, func(w *world) { shift(w, 140) }, ""},
	{"L04 141 days", 0, func(w *world) { shift(w, 141) }, "L04"},
	{"L04 141 days with an exception", 0, func(w *world) { shift(w, 141); w.request().Assessment.Week20 = sen2.Yes }, ""},
	{"L05 112 days", 0, func(w *world) { refused(w, 112) }, ""},
	{"L05 113 days", 0, func(w *world) { refused(w, 113) }, "L05"},
	{"L06 no plan", 0, func(w *world) { w.request().Assessment.HasPlan, *plan(w) = false, sen2.NamedPlan{} }, "L06"},
	{"L06 no start", 0, func(w *world) { plan(w).Start = 0 }, "L06"},
	{"L06 an unreadable start", 0, func(w *world) { plan(w).Start = sen2.BadDate }, ""},
	{"L07 refused and assessed", 0, func(w *world) { w.request().Outcome = 'N' }, "L07"},
	{"L07 agreed before the year", 0, func(w *world) { w.request().Outcome = 'H' }, ""},
	{"L08 no reason", 0, func(w *world) { ceased(w, sen2.Day(2025, 9, 1)); plan(w).CeaseReason = 0 }, "L08"},
	{"L08 no day", 0, func(w *world) { plan(w).CeaseReason = '2' }, "L08"},
	{"L08 before its start", 0, func(w *world) { ceased(w, plan(w).Start-1) }, "L08"},
	{"L08 on its start", 0, func(w *world) { ceased(w, plan(w).Start) }, ""},
	{"L08 in an earlier year", 0, func(w *world) { old(w, sen2.Day(2020, 1, 1)); ceased(w, sen2.Day(2024, 12, 31)) }, "L08"},
	{"L08 on the first day of the year", 0, func(w *world) { old(w, sen2.Day(2020, 1, 1)); ceased(w, sen2.Day(2025, 1, 1)) }, ""},
	{"L08 on the census", 0, func(w *world) { ceased(w, w.edition.ReferenceDate) }, ""},
	{"L08 after the census", 0, func(w *world) {
		kept := *active(w)
		ceased(w, w.edition.ReferenceDate+1)
		w.request().HasActive, *active(w) = true, kept
	}, "L08"},
	{"L10 left before entry", 0, func(w *world) {
		l := *placement(w)
		l.Entry, l.Leaving = sen2.Day(2025, 8, 2), sen2.Day(2025, 8, 1)
		active(w).Placements = append(active(w).Placements, l)
	}, "L10"},
	{"L10 left on entry", 0, func(w *world) {
		l := *placement(w)
		l.Entry, l.Leaving = sen2.Day(2025, 8, 1), sen2.Day(2025, 8, 1)
		active(w).Placements = append(active(w).Placements, l)
	}, ""},
	{"L10 left before the census", 0, func(w *world) { placement(w).Leaving = w.edition.ReferenceDate - 1 }, "L10"},
	{"L10 left on the census", 0, func(w *world) { placement(w).Leaving = w.edition.ReferenceDate }, ""},
	{"L10 entered after the census", 0, func(w *world) { placement(w).Entry = w.edition.ReferenceDate + 1 }, "L10"},
	{"L10 no placement after the plan ceased", 0, func(w *world) { ceased(w, w.edition.ReferenceDate) }, ""},
	{"L11 two first placements", 0, func(w *world) { active(w).Placements = append(active(w).Placements, *placement(w)) }, "L11"},
	{"L11 one left on the census", 0, func(w *world) {
		active(w).Placements = append(active(w).Placements, *placement(w))
		placement(w).Leaving = w.edition.ReferenceDate
	}, ""},
	{"L11 the other is the second", 0, func(w *world) {
		active(w).Placements = append(active(w).Placements, *placement(w))
		active(w).Placements[1].Rank = '2'
	}, ""},
	{"L13 arrangements without a budget", 0, func(w *world) { plan(w).Arranged = sen2.Yes }, "L13"},
	{"L13 payments without a budget", 0, func(w *world) { plan(w).Payment = 'E' }, "L13"},
	{"L13 with a budget", 0, func(w *world) { plan(w).Budget, plan(w).Arranged, plan(w).Payment = sen2.Yes, sen2.Yes, 'E' }, ""},
	{"L14 never reviewed", 0, func(w *world) { old(w, sen2.Day(2024, 12, 30)) }, "L14"},
	{"L14 twelve months old", 0, func(w *world) { old(w, sen2.Day(2024, 12, 31)) }, ""},
	{"L14 reviewed twelve months ago", 0, func(w *world) { old(w, sen2.Day(2020, 1, 1)); active(w).ReviewMeeting = sen2.Day(2024, 12, 31) }, ""},
	{"L14 reviewed earlier", 0, func(w *world) { old(w, sen2.Day(2020, 1, 1)); active(w).ReviewMeeting = sen2.Day(2024, 12, 30) }, "L14"},
	{"L14 not said in the voluntary year", 2024, func(w *world) { old(w, sen2.Day(2020, 1, 1)) }, ""},
	{"L14 reviewed long ago in the voluntary year", 2024, func(w *world) { old(w, sen2.Day(2020, 1, 1)); active(w).ReviewMeeting = sen2.Day(2022, 12, 30) }, "L14"},
	{"L14 in the middle of the year", 0, func(w *world) {
		w.header.MadeAt = "2025-10-10T10:00:00"
		old(w, sen2.Day(2020, 1, 1))
		active(w).ReviewMeeting = sen2.Day(2024, 10, 10)
	}, "H04"},
	{"L15 28 days", 0, func(w *world) {
		active(w).ReviewMeeting, active(w).ReviewDecision = sen2.Day(2025, 11, 3), sen2.Day(2025, 12, 1)
	}, ""},
	{"L15 29 days", 0, func(w *world) {
		active(w).ReviewMeeting, active(w).ReviewDecision = sen2.Day(2025, 11, 3), sen2.Day(2025, 12, 2)
	}, "L15"},
	{"L16 an outcome without a day", 0, func(w *world) { active(w).ReviewMeeting, active(w).ReviewOutcome = sen2.Day(2025, 11, 3), 'M' }, "L16"},
	{"L16 decided before it met", 0, func(w *world) {
		active(w).ReviewMeeting, active(w).ReviewDecision = sen2.Day(2025, 11, 3), sen2.Day(2025, 11, 2)
	}, "L16"},
	{"L16 decided when it met", 0, func(w *world) {
		active(w).ReviewMeeting, active(w).ReviewDecision = sen2.Day(2025, 11, 3), sen2.Day(2025, 11, 3)
	}, ""},
	{"L17 a day late", 0, func(w *world) {
		active(w).PhaseDue, active(w).PhaseFinal = sen2.Day(2025, 2, 15), sen2.Day(2025, 2, 16)
	}, "L17"},
	{"L17 on the day", 0, func(w *world) {
		active(w).PhaseDue, active(w).PhaseFinal = sen2.Day(2025, 2, 15), sen2.Day(2025, 2, 15)
	}, ""},
	{"L17 due and not there", 0, func(w *world) { active(w).PhaseDue = w.edition.ReferenceDate - 1 }, "L17"},
	{"L17 not due yet", 0, func(w *world) { active(w).PhaseDue = sen2.Day(2026, 2, 15) }, ""},
	{"L20 42 days", 0, func(w *world) { undecided(w, 42) }, ""},
	{"L20 43 days", 0, func(w *world) { undecided(w, 43) }, "L20"},
	{"L20 43 days and moved away", 0, func(w *world) { undecided(w, 43); w.request().Exported = 301 }, ""},
	{"L20 in the middle of the year", 0, func(w *world) { undecided(w, 80); w.header.MadeAt = (w.request().Received + 42).String() + "T10:00:00" }, "H04"},
	{"L21 started a day later", 0, func(w *world) { plan(w).Start++ }, "L21"},
}
