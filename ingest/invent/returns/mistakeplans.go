package returns

import "inclusion/ingest/sen2"

func init() { kinds = append(append(kinds, planMistakes...), personMistakes...) }

// planMistakes are those in plans and placements.
var planMistakes = []kind{
	{"L04", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.issue(m, sen2.AssessmentOutcomeDate, func(q *Request) { q.Received = q.Assessment.OutcomeDate - 160 })
	}},
	{"L06", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.issue(m, sen2.StartDate, func(q *Request) { q.Assessment.Plan, q.Active = nil, nil })
	}},
	{"L21", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.issue(m, sen2.StartDate, func(q *Request) { q.Assessment.Plan.Start += 4 })
	}},
	{"F13", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.issue(m, sen2.Week20, func(q *Request) { q.Assessment.Week20 = 0 })
	}},
	{"G07", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 1
		return rec.old(m, sen2.PlacementURN, func(q *Request) { q.Active.Placements[0].Setting = "OLA" })
	}},
	{"G09", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 1
		return rec.old(m, sen2.PlanSetting, func(q *Request) {
			q.Assessment.Plan.Settings[0] = Placement{Setting: "NEET", Rank: '1', Unit: '0', Resourced: '0'}
		})
	}},
	{"G10", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.SENtypeRank, func(q *Request) {
			q.Active.Needs = []string{"HI", "VI"}
			rec.write(m, place{item: 1}, sen2.SENtypeRank, "1")
		})
	}},
	{"L10", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.EntryDate, func(q *Request) { q.Active.Placements = nil })
	}},
	{"L11", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 2
		return rec.old(m, sen2.PlacementRank, func(q *Request) {
			q.Active.Placements = append(q.Active.Placements, q.Active.Placements[0])
		})
	}},
	{"L12", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 1
		return rec.old(m, sen2.PlacementURN, func(q *Request) {
			q.Active.Placements[0].URN, q.Active.Placements[0].Unit, q.Active.Placements[0].Resourced = 999_999, '0', '0'
		})
	}},
	{"L13", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.OA, func(q *Request) {
			q.Assessment.Plan.Budget, q.Assessment.Plan.Arranged, q.Assessment.Plan.Payment = '0', '1', 0
		})
	}},
	{"L14", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.ReviewMeeting, func(q *Request) {
			q.Active.Review = Review{Meeting: q.Active.Meeting - 500, Decision: q.Active.Meeting - 490, Outcome: 'M'}
		})
	}},
	{"L15", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.LastReview, func(q *Request) {
			q.Active.Review = Review{Meeting: p.census - 60, Decision: p.census - 20, Outcome: 'M'}
		})
	}},
	{"L16", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.LastReview, func(q *Request) { q.Active.Review = Review{Meeting: p.census - 40, Outcome: 'M'} })
	}},
	{"L17", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.PhaseTransferFinalDate, func(q *Request) { q.Active.Due, q.Active.Final = sen2.Day(p.year-1, 2, 15), 0 })
	}},
	{"C312", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.StartDate, func(q *Request) { q.Assessment.Plan.Start = 0 })
	}},
	{"C414", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.EntryDate, func(q *Request) {
			q.Active.Placements = nil
			rec.write(m, place{}, sen2.TransferLA, "XXX")
		})
	}},
	{"C514", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 1
		return rec.old(m, sen2.PlacementUnit, func(q *Request) { q.Active.Placements[0].Unit = 0 })
	}},
	{"C532", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 1
		q := rec.running()
		if q == nil || q.Active.Placements[0].Unit == '1' {
			return false
		}
		q.Active.Placements[0].Unit = '1'
		return m.at(sen2.PlacementUnit)
	}},
	{"C534", false, func(p *planting, rec *Record, m *Mistake) bool {
		m.Item = 1
		q := rec.running()
		if q == nil || q.Active.Placements[0].Resourced == '1' {
			return false
		}
		q.Active.Placements[0].Resourced = '1'
		return m.at(sen2.PlacementResourced)
	}},
	{"C612", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.old(m, sen2.SENtype, func(q *Request) { q.Active.Needs = nil })
	}},
}

// personMistakes are those in what stands of the person, and those that only a message can have.
var personMistakes = []kind{
	{"G11", false, func(p *planting, rec *Record, m *Mistake) bool {
		rec.Known = ByNeither
		return m.at(sen2.UPNunknown)
	}},
	{"G13", false, func(p *planting, rec *Record, m *Mistake) bool {
		if q := rec.lone('N'); q == nil || p.year < 2025 {
			return false
		}
		rec.Requests[0].Source = 0
		return m.at(sen2.RequestSource)
	}},
	{"L18", false, func(p *planting, rec *Record, m *Mistake) bool {
		if p.spare == 0 || rec.Known != ByUPN {
			return false
		}
		rec.Number, p.spare = p.spare, 0
		m.at(sen2.UPNField)
		p.done = append(p.done, Mistake{Rule: m.Rule, Row: p.row, Field: m.Field}) // both bear the number
		return true
	}},
	{"C143", false, func(p *planting, rec *Record, m *Mistake) bool {
		rec.Known, rec.Unknown = ByNeither, "UN5"
		return m.at(sen2.UPNunknown)
	}},
	{"C224", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.write(m, place{}, sen2.PersonBirthDate, "")
	}},
	{"F01", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.write(m, place{}, sen2.PersonBirthDate, "31/12/2015")
	}},
	{"F02", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.write(m, place{}, sen2.EthnicityCode, "QQQQ")
	}},
	{"F07", false, func(p *planting, rec *Record, m *Mistake) bool {
		if rec.Known != ByUPN {
			return false
		}
		number := upn(nil, rec.Number)
		if number[0]++; number[0] == 'I' || number[0] == 'O' || number[0] == 'S' || number[0] > 'Z' {
			number[0] = 'A'
		}
		return rec.write(m, place{}, sen2.UPNField, string(number))
	}},
	{"F09", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.write(m, place{}, sen2.PostCode, "ZZ99")
	}},
	{"F10", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.write(m, place{}, sen2.EthnicityCode, "")
	}},
	{"F03", true, func(p *planting, rec *Record, m *Mistake) bool {
		rec.double = sen2.EthnicityCode
		return m.at(sen2.EthnicityCode)
	}},
	{"F04", true, func(p *planting, rec *Record, m *Mistake) bool {
		rec.odd = "Week20"
		return m.at(sen2.Week20)
	}},
	{"F06", true, func(p *planting, rec *Record, m *Mistake) bool {
		rec.odd = "SampleColour"
		return true
	}},
	{"G12", true, func(p *planting, rec *Record, m *Mistake) bool {
		if p.year < 2024 {
			return false
		}
		rec.odd = "GenderCurrent"
		return m.at(sen2.GenderCurrent)
	}},
}
