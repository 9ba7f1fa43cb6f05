package check

import (
	"maps"
	"slices"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
)

// schools is a register of one school with resourced provision, a university, a school abroad, and one that closed.
var schools = sen2.Establishments{
	116100: {Type: "Community school", Resourced: true},
	100001: {Type: "Higher education institutions"},
	100002: {Type: "British schools overseas"},
	100003: {Type: "Foundation school", Closed: sen2.Day(2025, 8, 31), Resourced: true},
	100004: {Type: "Foundation school", Closed: sen2.Day(2025, 9, 1), Resourced: true},
	100005: {Type: "Academy special converter", Unit: true},
}

// placed puts the child somewhere in a return that has the register at hand.
func placed(w *world, urn uint32) *sen2.Placement {
	w.register = schools
	placement(w).URN = urn
	return placement(w)
}

// alike makes n sample children whose numbers are not given but for a reason, so that C143 speaks of them.
func alike(w *world, n int, change func(r *sen2.Request, i int)) {
	for i := range n {
		if i > 0 {
			w.add(upns[0])
		}
		w.people[i].UPN, w.people[i].UPNUnknown = 0, '1'
		change(&w.people[i].Requests[0], i)
	}
}

var publicCases = []breach{
	{"C122 no year", 0, func(w *world) { w.header.Year = 0 }, "C122"},
	{"C124 no census", 0, func(w *world) { w.header.ReferenceDate = 0 }, "C124"},
	{"C134 received on the same day", 0, func(w *world) { r := w.again(); r.Received, r.OutcomeDate = w.request().Received, w.request().Received }, "C134"},
	{"C134 received a day later", 0, func(w *world) {
		r := w.again()
		r.Received, r.OutcomeDate = w.request().Received+1, w.request().Received+1
	}, ""},
	{"C143 a reason", 0, func(w *world) { w.person().UPN, w.person().UPNUnknown = 0, '2' }, "C143"},
	{"C143 a reason beside a number", 0, func(w *world) { w.person().UPNUnknown = '2' }, ""},
	{"C212 a placement goes on elsewhere", 0, func(w *world) {
		r := w.again()
		r.Outcome, r.HasAssessment, r.Assessment = 'Y', true, w.request().Assessment
		r.Assessment.Plan.Cease, r.Assessment.Plan.CeaseReason = sen2.Day(2025, 7, 1), '2'
		r.HasActive, r.Active = true, *active(w)
		r.Assessment.Week20 = sen2.Yes
	}, "C212 C312"},
	{"C212 the earlier plan and placement are over", 0, func(w *world) {
		r := w.again()
		r.Outcome, r.HasAssessment, r.Assessment = 'Y', true, w.request().Assessment
		r.Assessment.Plan.Cease, r.Assessment.Plan.CeaseReason = sen2.Day(2025, 7, 1), '2'
		r.Assessment.Week20 = sen2.Yes
	}, ""},
	{"C224 no date of birth", 0, func(w *world) { w.person().BirthDate = 0 }, "C224"},
	{"C224 an unreadable date of birth", 0, func(w *world) { w.person().BirthDate = sen2.BadDate }, ""},
	{"C312 active without a plan", 0, func(w *world) {
		old(w, 0)
		w.request().Assessment.HasPlan, *plan(w) = false, sen2.NamedPlan{}
	}, "C312"},
	{"C312 the plan starts after the census", 0, func(w *world) { old(w, w.edition.ReferenceDate+1) }, "C312"},
	{"C312 the plan starts on the census", 0, func(w *world) { old(w, w.edition.ReferenceDate) }, ""},
	{"C312 the placement goes on after the plan", 0, func(w *world) { plan(w).Cease, plan(w).CeaseReason = w.edition.ReferenceDate, '2' }, "C312"},
	{"C312 the placement ends with the plan", 0, func(w *world) {
		plan(w).Cease, plan(w).CeaseReason = w.edition.ReferenceDate, '2'
		placement(w).Leaving = w.edition.ReferenceDate
	}, ""},
	{"C414 transferred in and not placed", 0, func(w *world) { active(w).TransferLA, active(w).Placements = 301, nil }, "C414"},
	{"C414 transferred in and placed", 0, func(w *world) { active(w).TransferLA = 301 }, ""},
	{"C514 open", 0, func(w *world) { placement(w).Unit = sen2.NoFlag }, "C514"},
	{"C514 open of a placement that is over", 0, func(w *world) {
		l := *placement(w)
		l.Entry, l.Leaving, l.Unit = sen2.Day(2025, 6, 20), sen2.Day(2025, 8, 31), sen2.NoFlag
		active(w).Placements = append(active(w).Placements, l)
	}, ""},
	{"L12 in the register", 0, func(w *world) { placed(w, 116100) }, ""},
	{"L12 not in the register", 0, func(w *world) { placed(w, 999999) }, "L12"},
	{"L12 without a register", 0, func(w *world) { placement(w).URN = 999999 }, ""},
	{"L12 closed before entry", 0, func(w *world) { placed(w, 100003) }, "L12"},
	{"L12 closed on entry", 0, func(w *world) { placed(w, 100004) }, ""},
	{"L12 a plan that names a school unknown", 0, func(w *world) { w.register = schools; plan(w).Settings[0].URN = 999999 }, "L12"},
	{"C522 a university", 0, func(w *world) { placed(w, 100001).Resourced = sen2.No }, "C522"},
	{"C524 a school abroad", 0, func(w *world) { placed(w, 100002).Resourced = sen2.No }, "C524"},
	{"C532 a unit where there is none", 0, func(w *world) { placed(w, 116100).Unit = sen2.Yes }, "C532"},
	{"C532 a unit where there is one", 0, func(w *world) { l := placed(w, 100005); l.Unit, l.Resourced = sen2.Yes, sen2.No }, ""},
	{"C532 a unit in home education", 0, func(w *world) { l := placed(w, 0); l.Kind, l.Unit, l.Resourced = sen2.EHE, sen2.Yes, sen2.No }, "C532"},
	{"C534 resourced where there is none", 0, func(w *world) { placed(w, 100005) }, "C534"},
	{"C534 in a school that nobody knows", 0, func(w *world) { placed(w, 999999) }, "L12"},
	{"C612 no need", 0, func(w *world) { active(w).Needs = nil }, "C612"},
	{"C612 a need without its type", 0, func(w *world) { active(w).Needs[1].Type = sen2.NoNeed }, "C612"},
	{"C612 a type that is no code", 0, func(w *world) { active(w).Needs[1].Type = sen2.BadNeed }, ""},
}

// fault puts something into the record that is written wrongly.
func fault(w *world, kind sen2.FaultKind, f sen2.Field) {
	w.person().Faults = append(w.person().Faults, sen2.Fault{Kind: kind, Field: f, Request: 1})
}

var formCases = []breach{
	{"F01 an unreadable date", 0, func(w *world) { w.person().Set(sen2.ReceivedDate, []byte("3 Feb")) }, "F01"},
	{"F01 in the header", 0, func(w *world) { w.header.Set(sen2.SerialNo, []byte("one")) }, "F01"},
	{"F02 no code", 0, func(w *world) { w.person().Set(sen2.RequestOutcome, []byte("Z")) }, "F02"},
	{"F02 in the header", 0, func(w *world) { w.header.Set(sen2.DMO, []byte("Z")) }, "F02"},
	{"F03 twice", 0, func(w *world) { fault(w, sen2.Repeated, sen2.Week20) }, "F03"},
	{"F04 in the wrong place", 0, func(w *world) { fault(w, sen2.Misplaced, sen2.Res) }, "F04"},
	{"F05 a row of nobody", 0, func(w *world) { w.notes = read.Notes{Orphaned: map[string]int{"senneed": 2}} }, "F05"},
	{"F06 an unknown element", 0, func(w *world) { w.notes = read.Notes{Unknown: map[string]int{"Pets": 3}} }, "F06"},
	{"F07 a wrong check letter", 0, func(w *world) { w.person().Set(sen2.UPNField, []byte("B123456789012")) }, "F07"},
	{"F07 14 characters", 0, func(w *world) { w.person().Set(sen2.UPNField, []byte("X1234567898765")) }, "F07"},
	{"F08 a wrong check digit", 0, func(w *world) { w.person().Set(sen2.ULNField, []byte("1000000001")) }, "F08"},
	{"F08 nine digits", 0, func(w *world) { w.person().Set(sen2.ULNField, []byte("100000000")) }, "F08"},
	{"F08 a right one", 0, func(w *world) { w.person().Set(sen2.ULNField, []byte("1000000000")) }, ""},
	{"F08 not known", 0, func(w *world) { w.person().Set(sen2.ULNField, []byte("9999999999")) }, ""},
	{"F09 no postcode", 0, func(w *world) { w.person().Set(sen2.PostCode, []byte("nowhere")) }, "F09"},
	{"F09 not given", 0, func(w *world) { w.person().PostCode = sen2.Absent }, ""},
	{"F10 no sex", 0, func(w *world) { w.person().Sex = 0 }, "F10"},
	{"F10 no gender in 2023", 2023, func(w *world) { w.person().Gender = 0 }, "F10"},
	{"F10 no outcome", 0, func(w *world) { w.request().Outcome = 0 }, "F10"},
	{"F10 an assessment without an outcome", 0, func(w *world) {
		refused(w, 1)
		w.request().OutcomeDate = w.request().Received
		w.request().Assessment.Outcome = 0
	}, "F10"},
	{"F10 an ethnicity that is no code", 0, func(w *world) { w.person().Ethnicity = sen2.BadEthnicity }, ""},
	{"F11 a decision without a day", 0, func(w *world) { w.request().OutcomeDate = 0 }, "F11"},
	{"F11 withdrawn without a day", 0, func(w *world) { undecided(w, 100); w.request().Outcome = 'W' }, ""},
	{"F12 an unknown authority", 0, func(w *world) { w.options = knows(852); active(w).TransferLA = 999 }, "F12"},
	{"F12 a known one", 0, func(w *world) { w.options = knows(852, 301); active(w).TransferLA = 301 }, ""},
	{"F12 outside England", 0, func(w *world) { w.options = knows(852); active(w).TransferLA = sen2.OutsideEngland }, ""},
	{"F13 left open", 0, func(w *world) { w.request().Assessment.Week20 = sen2.NoFlag }, "F13"},

	{"H01 another day", 0, func(w *world) { w.header.ReferenceDate++ }, "H01"},
	{"H02 an unknown authority", 0, func(w *world) { w.options = knows(301) }, "H02"},
	{"H02 no authority", 0, func(w *world) { w.header.Authority = 0 }, "H02"},
	{"H03 no medical officer", 0, func(w *world) { w.header.DMO = 0 }, "H03"},
	{"H03 both", 0, func(w *world) { w.header.DMO, w.header.DCO = 0, 0 }, "H03"},
	{"H04 the day before the census", 0, func(w *world) { w.header.MadeAt = "2026-01-14T10:00:00" }, "H04"},
	{"H04 before the year begins", 0, func(w *world) { w.header.MadeAt = "2016-01-14T10:00:00" }, "H04"},
	{"H04 on the census", 0, func(w *world) { w.header.MadeAt = "2026-01-15T10:00:00" }, ""},
	{"H05 after the year", 0, func(w *world) { w.header.MadeAt = "2027-01-01T10:00:00" }, "H05"},
	{"H05 in the year", 0, func(w *world) { w.header.MadeAt = "2026-12-31T10:00:00" }, ""},
	{"H06 another collection", 0, func(w *world) { w.header.Collection = "SC" }, "H06"},
	{"H06 in small letters", 0, func(w *world) { w.header.Collection = "sen2" }, ""},
}

func knows(codes ...sen2.LA) []Option {
	return []Option{Authorities(func(la sen2.LA) bool { return slices.Contains(codes, la) })}
}

// wholeCases are on the return as a whole.
var wholeCases = []breach{
	{"L18 two people with one number", 0, func(w *world) { w.add(upns[0]) }, "L18"},
	{"L18 two people with two numbers", 0, func(w *world) { w.add(upns[1]) }, ""},
	{"L18 two people with one learner number", 0, func(w *world) { w.person().ULN = 1000000000; w.add(upns[1]).ULN = 1000000000 }, "L18"},
	{"L18 two people whose learner number is not known", 0, func(w *world) { w.person().ULN = sen2.UnknownULN; w.add(upns[1]).ULN = sen2.UnknownULN }, ""},
	{"L18 two plans in force", 0, func(w *world) { twoPlans(w) }, "L18"},
	{"L18 one of them ceased on the census", 0, func(w *world) {
		r := twoPlans(w)
		r.Assessment.Plan.Cease, r.Assessment.Plan.CeaseReason = w.edition.ReferenceDate, '2'
		r.HasActive, r.Active = false, sen2.Active{}
	}, ""},
	{"L19 exceptions for all", 0, func(w *world) { excepted(w, 10, 10) }, "L19 C143"},
	{"L19 exceptions for all but one", 0, func(w *world) { excepted(w, 10, 9) }, "C143"},
	{"L19 too few plans to say", 0, func(w *world) { excepted(w, 9, 9) }, "C143"},
	{"O01 one in ten", 0, func(w *world) { alike(w, 100, func(r *sen2.Request, i int) { r.Source = sources(i < 10) }) }, "C143 O01"},
	{"O01 too few to ask about", 0, func(w *world) { alike(w, 100, func(r *sen2.Request, i int) { r.Source = sources(i < 9) }) }, "C143"},
	{"O01 five in a hundred", 0, func(w *world) { alike(w, 200, func(r *sen2.Request, i int) { r.Source = sources(i < 10) }) }, "C143"},
	{"O02 all of ten", 0, func(w *world) { endings(w, 10, '9') }, "C143 O02"},
	{"O02 for another reason", 0, func(w *world) { endings(w, 10, '2') }, "C143"},
	{"O03 one in twenty of those in plans and placements", 0, func(w *world) { elsewhere(w, 99, sen2.OtherSetting, 10) }, "C143 O03"},
	{"O03 in a hundred", 0, func(w *world) { elsewhere(w, 100, sen2.OtherSetting, 10) }, "C143"},
	{"O04 one in twenty of those placed", 0, func(w *world) { elsewhere(w, 199, sen2.NoPlaceOther, 10) }, "C143 O04"},
	{"O04 in two hundred", 0, func(w *world) { elsewhere(w, 200, sen2.NoPlaceOther, 10) }, "C143"},
}

func sources(other bool) sen2.Letter {
	if other {
		return '5'
	}
	return '2'
}

func twoPlans(w *world) *sen2.Request {
	first := *w.request()
	w.person().Requests = append(w.person().Requests, first)
	r := &w.person().Requests[1]
	r.Received, r.Assessment.Week20 = r.Received-1, sen2.Yes
	return r
}

func excepted(w *world, n, with int) {
	alike(w, n, func(r *sen2.Request, i int) {
		if i < with {
			r.Assessment.Week20 = sen2.Yes
		}
	})
}

func endings(w *world, n int, reason sen2.Letter) {
	alike(w, n, func(r *sen2.Request, _ int) {
		r.Assessment.Plan.Cease, r.Assessment.Plan.CeaseReason, r.HasActive, r.Active = sen2.Day(2025, 9, 1), reason, false, sen2.Active{}
	})
}

func elsewhere(w *world, n int, kind sen2.SettingKind, of int) {
	alike(w, n, func(r *sen2.Request, i int) {
		if l := &r.Active.Placements[0]; i < of {
			l.URN, l.Kind, l.OtherText = 0, kind, sen2.Present
		}
	})
}

// allCases is every case there is.
func allCases() []breach {
	return slices.Concat(guideCases, logicCases, publicCases, formCases, wholeCases)
}

// keysOf lists the keys of a map in order.
func keysOf[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
