package returns

import "inclusion/ingest/sen2"

func (l *Placement) text(to []byte, f sen2.Field) []byte {
	switch f {
	case sen2.PlanURN, sen2.PlacementURN:
		return number(to, l.URN)
	case sen2.PlanUKPRN, sen2.PlacementUKPRN:
		return number(to, l.UKPRN)
	case sen2.PlanSetting, sen2.PlacementSetting:
		return append(to, l.Setting...)
	case sen2.PlanSettingOther, sen2.PlacementSettingOther:
		if l.Other {
			return append(to, "Sample setting"...)
		}
	case sen2.PlanRank, sen2.PlacementRank:
		return code(to, l.Rank)
	case sen2.PlanUnit, sen2.PlacementUnit:
		return code(to, l.Unit)
	case sen2.PlanResourced, sen2.PlacementResourced:
		return code(to, l.Resourced)
	case sen2.EntryDate:
		return appendDate(to, l.Entry)
	case sen2.LeavingDate:
		return appendDate(to, l.Leaving)
	case sen2.AttendancePattern:
		return append(to, "FT"...)
	case sen2.Res:
		return code(to, l.Res)
	case sen2.WBP:
		return code(to, l.Work)
	}
	return to
}

func (a *Active) text(to []byte, f sen2.Field) []byte {
	switch f {
	case sen2.TransferLA:
		return number(to, uint32(a.Transfer))
	case sen2.ActiveRes:
		return code(to, a.now().Res)
	case sen2.ActiveWBP:
		return code(to, a.now().Work)
	case sen2.ReviewMeeting:
		return appendDate(to, a.Meeting)
	case sen2.ReviewOutcome:
		return code(to, a.Outcome)
	case sen2.ReviewDraft:
		return appendDate(to, a.Draft)
	case sen2.PhaseTransferDueDate:
		return appendDate(to, a.Due)
	case sen2.PhaseTransferFinalDate:
		return appendDate(to, a.Final)
	case sen2.LastReview:
		return appendDate(to, a.Decision)
	}
	return to
}

// now is the placement that lasts.
func (a *Active) now() *Placement {
	for i := range a.Placements {
		if a.Placements[i].Leaving == 0 {
			return &a.Placements[i]
		}
	}
	return &Placement{}
}

// needText writes a type of need or its rank. Down syndrome has had a code since 2025.
func needText(to []byte, need string, item int, f sen2.Field, year int) []byte {
	if f == sen2.SENtypeRank {
		return append(to, byte('1'+item))
	}
	if need == "DS" && year < 2025 {
		need = "OTH"
	}
	return append(to, need...)
}
