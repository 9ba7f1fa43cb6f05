package sen2

import "bytes"

// Reset makes the record empty for the next person. What it held is given back to be written over.
func (p *Person) Reset() { *p = Person{Requests: p.Requests[:0], Faults: p.Faults[:0]} }

// Begin starts a new item of a group within the newest item of the group above it: a request, an assessment, a setting, a placement.
// It says false when the group may stand there once and does already, and when the group above has not begun.
func (p *Person) Begin(g Group) bool {
	if g == Requests {
		p.Requests = grown(p.Requests)
		last := &p.Requests[len(p.Requests)-1]
		*last = Request{Assessment: Assessment{Plan: NamedPlan{Settings: last.Assessment.Plan.Settings[:0]}},
			Active: Active{Placements: last.Active.Placements[:0], Needs: last.Active.Needs[:0]}}
		return true
	}
	r := p.request()
	if r == nil {
		return false
	}
	switch g {
	case Assessments:
		return once(&r.HasAssessment)
	case NamedPlans:
		return r.HasAssessment && once(&r.Assessment.HasPlan)
	case ActivePlans:
		return once(&r.HasActive)
	case PlanDetails:
		plan := &r.Assessment.Plan
		plan.Settings = append(plan.Settings, Setting{})
		return r.Assessment.HasPlan
	case Placements:
		r.Active.Placements = append(r.Active.Placements, Placement{})
		return r.HasActive
	case Needs:
		r.Active.Needs = append(r.Active.Needs, Need{})
		return r.HasActive
	}
	return false
}

// grown makes a slice one longer and keeps what a former item there had room for.
func grown[T any](s []T) []T {
	if len(s) < cap(s) {
		return s[:len(s)+1]
	}
	var empty T
	return append(s, empty)
}

func once(begun *bool) bool {
	first := !*begun
	*begun = true
	return first
}

func (p *Person) request() *Request {
	if len(p.Requests) == 0 {
		return nil
	}
	return &p.Requests[len(p.Requests)-1]
}

// Fault notes something wrong with how the newest item of a field's group is written.
func (p *Person) Fault(kind FaultKind, f Field) {
	fault := Fault{Kind: kind, Field: f}
	if g := f.About().Group; g != People {
		fault.Request = len(p.Requests)
		if r := p.request(); r != nil {
			switch g {
			case PlanDetails:
				fault.Item = len(r.Assessment.Plan.Settings)
			case Placements:
				fault.Item = len(r.Active.Placements)
			case Needs:
				fault.Item = len(r.Active.Needs)
			}
		}
	}
	p.Faults = append(p.Faults, fault)
}

// Set reads a field of the newest item of its group, which must have begun. Blank text sets nothing. Text that cannot be read is noted
// as a fault and forgotten.
func (p *Person) Set(f Field, text []byte) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return
	}
	about := &fieldsAbout[f]
	if about.Group == People {
		p.setOwn(f, text)
		return
	}
	r := p.request()
	if r == nil {
		return
	}
	switch about.Group {
	case Requests:
		p.setRequest(r, f, text)
	case Assessments:
		p.setAssessment(&r.Assessment, f, text)
	case NamedPlans:
		p.setPlan(&r.Assessment.Plan, f, text)
	case ActivePlans:
		p.setActive(&r.Active, f, text)
	case PlanDetails:
		if n := len(r.Assessment.Plan.Settings); n > 0 {
			p.setSetting(&r.Assessment.Plan.Settings[n-1], f, text)
		}
	case Placements:
		if n := len(r.Active.Placements); n > 0 {
			p.setPlacement(&r.Active.Placements[n-1], f, text)
		}
	case Needs:
		if n := len(r.Active.Needs); n > 0 {
			p.setNeed(&r.Active.Needs[n-1], f, text)
		}
	}
}

func (p *Person) setOwn(f Field, text []byte) {
	switch f {
	case Surname:
		p.Surname = Present
	case Forename:
		p.Forename = Present
	case PostCode:
		if p.PostCode = Present; !isPostCode(text) {
			p.PostCode = Malformed
			p.Fault(Unreadable, f)
		}
	case PersonBirthDate:
		p.date(&p.BirthDate, f, text)
	case Sex:
		p.letter(&p.Sex, f, text)
	case GenderCurrent:
		p.letter(&p.Gender, f, text)
	case EthnicityCode:
		var known bool
		if p.Ethnicity, known = ethnicityCodes[string(text)]; !known {
			p.Ethnicity = BadEthnicity
			p.Fault(NotACode, f)
		}
	case UPNField:
		if p.UPN = parseUPN(text); p.UPN == BadUPN {
			p.Fault(Unreadable, f)
		}
	case ULNField:
		if p.ULN = parseULN(whole(text)); p.ULN == BadULN {
			p.Fault(Unreadable, f)
		}
	case UPNunknown:
		p.UPNUnknown = unknownLetter(text)
		if p.UPNUnknown == BadLetter {
			p.Fault(NotACode, f)
		}
	}
}

// unknownLetter is 1 to 9 for UN1 to UN9 and X for UN10.
func unknownLetter(text []byte) Letter {
	switch string(text) {
	case "UN1", "UN2", "UN3", "UN5", "UN8", "UN9":
		return Letter(text[2])
	case "UN10":
		return 'X'
	}
	return BadLetter
}

func (p *Person) setRequest(r *Request, f Field, text []byte) {
	switch f {
	case ReceivedDate:
		p.date(&r.Received, f, text)
	case RequestSource:
		p.letter(&r.Source, f, text)
	case RYA:
		p.flag(&r.RYA, f, text)
	case RequestOutcomeDate:
		p.date(&r.OutcomeDate, f, text)
	case RequestOutcome:
		p.letter(&r.Outcome, f, text)
	case RequestMediation:
		p.flag(&r.Mediation, f, text)
	case RequestTribunal:
		p.flag(&r.Tribunal, f, text)
	case Exported:
		p.authority(&r.Exported, f, text)
	}
}

func (p *Person) setAssessment(a *Assessment, f Field, text []byte) {
	switch f {
	case AssessmentOutcome:
		p.letter(&a.Outcome, f, text)
	case AssessmentOutcomeDate:
		p.date(&a.OutcomeDate, f, text)
	case AssessmentMediation:
		p.flag(&a.Mediation, f, text)
	case AssessmentTribunal:
		p.flag(&a.Tribunal, f, text)
	case OtherMediation:
		p.flag(&a.OtherMediation, f, text)
	case OtherTribunal:
		p.flag(&a.OtherTribunal, f, text)
	case Week20:
		p.flag(&a.Week20, f, text)
	}
}

func (p *Person) setPlan(n *NamedPlan, f Field, text []byte) {
	switch f {
	case StartDate:
		p.date(&n.Start, f, text)
	case PlanRes:
		p.letter(&n.Res, f, text)
	case PlanWBP:
		p.letter(&n.WorkBased, f, text)
	case PB:
		p.flag(&n.Budget, f, text)
	case OA:
		p.flag(&n.Arranged, f, text)
	case DP:
		p.letter(&n.Payment, f, text)
	case CeaseDate:
		p.date(&n.Cease, f, text)
	case CeaseReason:
		p.letter(&n.CeaseReason, f, text)
	}
}

func (p *Person) setActive(a *Active, f Field, text []byte) {
	switch f {
	case TransferLA:
		p.authority(&a.TransferLA, f, text)
	case ActiveRes:
		p.letter(&a.Res, f, text)
	case ActiveWBP:
		p.letter(&a.WorkBased, f, text)
	case ReviewMeeting:
		p.date(&a.ReviewMeeting, f, text)
	case ReviewOutcome:
		p.letter(&a.ReviewOutcome, f, text)
	case ReviewDraft:
		p.date(&a.ReviewDraft, f, text)
	case PhaseTransferDueDate:
		p.date(&a.PhaseDue, f, text)
	case PhaseTransferFinalDate:
		p.date(&a.PhaseFinal, f, text)
	case LastReview:
		p.date(&a.ReviewDecision, f, text)
	}
}

func (p *Person) setSetting(s *Setting, f Field, text []byte) {
	switch f {
	case PlanURN, PlacementURN:
		p.digits(&s.URN, f, text, 1, 6)
	case PlanUKPRN, PlacementUKPRN:
		p.digits(&s.UKPRN, f, text, 8, 8)
	case PlanSetting, PlacementSetting:
		if s.Kind = codeOf(settingCodes[:], text, BadSetting); s.Kind == BadSetting {
			p.Fault(NotACode, f)
		}
	case PlanSettingOther, PlacementSettingOther:
		s.OtherText = Present
	case PlanRank, PlacementRank:
		p.letter(&s.Rank, f, text)
	case PlanUnit, PlacementUnit:
		p.flag(&s.Unit, f, text)
	case PlanResourced, PlacementResourced:
		p.flag(&s.Resourced, f, text)
	}
}

func (p *Person) setPlacement(l *Placement, f Field, text []byte) {
	switch f {
	case EntryDate:
		p.date(&l.Entry, f, text)
	case LeavingDate:
		p.date(&l.Leaving, f, text)
	case AttendancePattern:
		if string(text) == "FT" || string(text) == "PT" {
			l.Attendance = Letter(text[0])
			return
		}
		l.Attendance = BadLetter
		p.Fault(NotACode, f)
	case Res:
		p.letter(&l.Res, f, text)
	case WBP:
		p.letter(&l.WorkBased, f, text)
	default:
		p.setSetting(&l.Setting, f, text)
	}
}

func (p *Person) setNeed(n *Need, f Field, text []byte) {
	switch f {
	case SENtype:
		if n.Type = codeOf(needCodes[:], text, BadNeed); n.Type == BadNeed {
			p.Fault(NotACode, f)
		}
	case SENtypeRank:
		p.letter(&n.Rank, f, text)
	}
}
