package returns

import "inclusion/ingest/sen2"

// kinds are the kinds of mistake: each breaks its rule and, where that can be, no other. Scarce places come first.
var kinds = []kind{
	{"G04", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('N')
		if q == nil || q.Outcome != 'H' {
			return false
		}
		q.Assessment.OutcomeDate = 0
		return m.at(sen2.AssessmentOutcomeDate)
	}},
	{"L05", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('N')
		if q == nil || q.Outcome != 'H' || q.Assessment.OutcomeDate == 0 {
			return false
		}
		q.Received = q.Assessment.OutcomeDate - 130
		return m.at(sen2.AssessmentOutcomeDate)
	}},
	{"G03", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.lone('W')
		if q == nil {
			return false
		}
		q.Mediation = '1'
		return m.at(sen2.RequestMediation)
	}},
	{"G05", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('A')
		if q == nil {
			return false
		}
		q.Assessment.Week20 = '1'
		return m.at(sen2.Week20)
	}},
	{"G06", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('N')
		if q == nil || q.Outcome != 'Y' {
			return false
		}
		rec.write(m, place{}, sen2.Exported, "XXX")
		return m.at(sen2.AssessmentOutcome)
	}},
	{"L08", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('H')
		if q == nil || q.Assessment.Plan.Cease == 0 {
			return false
		}
		q.Assessment.Plan.Reason = 0
		return m.at(sen2.CeaseReason)
	}},
	{"L20", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.lone('A')
		if q == nil {
			return false
		}
		q.Received = p.census - 60
		return m.at(sen2.RequestOutcome)
	}},
	{"F12", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('A')
		if q == nil {
			return false
		}
		q.Assessment = nil
		return rec.write(m, place{}, sen2.Exported, "100")
	}},
	{"G08", false, func(p *planting, rec *Record, m *Mistake) bool {
		q := rec.assessed('H')
		if q == nil || q.Assessment.Plan.Settings[0].Setting != "OTH" {
			return false
		}
		q.Assessment.Plan.Settings[0].Other = false
		m.Item = 1
		return m.at(sen2.PlanSettingOther)
	}},
	{"F08", false, func(p *planting, rec *Record, m *Mistake) bool {
		if rec.Known != ByULN {
			return false
		}
		digits := uln(nil, rec.Number)
		digits[9] = '0' + (digits[9]-'0'+1)%10
		return rec.write(m, place{}, sen2.ULNField, string(digits))
	}},
	{"G01", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.ReceivedDate, func(q *Request) { q.Received = 0 })
	}},
	{"G02", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.RYA, func(q *Request) { q.RYA = 0 })
	}},
	{"L01", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.PersonBirthDate, func(q *Request) { rec.Birth = q.Received + 9 })
	}},
	{"L02", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.RequestOutcomeDate, func(q *Request) { q.OutcomeDate = q.Received - 5 })
	}},
	{"L03", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.RequestOutcomeDate, func(q *Request) { q.Received = q.OutcomeDate - 50 })
	}},
	{"L07", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.AssessmentOutcome, func(q *Request) {
			q.Assessment = &Assessment{Outcome: 'N', OutcomeDate: q.OutcomeDate + 1, Mediation: '0', Tribunal: '0'}
		})
	}},
	{"F11", false, func(p *planting, rec *Record, m *Mistake) bool {
		return rec.refusal(m, sen2.RequestOutcomeDate, func(q *Request) { q.OutcomeDate = 0 })
	}},
	{"C134", false, func(p *planting, rec *Record, m *Mistake) bool {
		ok := rec.refusal(m, sen2.ReceivedDate, func(q *Request) { rec.Requests = append(rec.Requests, *q) })
		if ok {
			m.Request = 2
		}
		return ok
	}},
}

// refusal changes a request that was refused.
func (rec *Record) refusal(m *Mistake, f sen2.Field, change func(*Request)) bool {
	q := rec.lone('N')
	if q == nil {
		return false
	}
	change(q)
	return m.at(f)
}

// issue changes a request of the year before that led to a plan in the year.
func (rec *Record) issue(m *Mistake, f sen2.Field, change func(*Request)) bool {
	q := rec.assessed('Y')
	if q == nil || q.Outcome != 'H' || q.Received == 0 || q.Assessment.Plan.Cease != 0 {
		return false
	}
	change(q)
	return m.at(f)
}

// old changes a request of another year whose plan is in force.
func (rec *Record) old(m *Mistake, f sen2.Field, change func(*Request)) bool {
	q := rec.running()
	if q == nil {
		return false
	}
	change(q)
	return m.at(f)
}
