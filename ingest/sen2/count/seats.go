package count

import "inclusion/ingest/sen2"

// seat is a kind of placement, as the columns of the published files tell them apart.
type seat int

const (
	maintained seat = iota
	maintainedResourced
	maintainedUnit
	academy
	academyResourced
	academyUnit
	freeSchool
	freeSchoolResourced
	freeSchoolUnit
	independent
	specialMaintained
	specialAcademy
	specialFree
	specialIndependent
	specialNonMaintained
	alternativeAcademy
	alternativeFree
	alternativeMaintained
	generalFE
	specialistPost16
	otherProvider
	homeEducated
	byAuthority
	byParents
	online
	welsh
	otherSchool
	otherSetting
	neet
	noticeToCease
	noPlaceOther
	noPlaceSchoolAge
	earlyYears
	notRecorded
	seats
)

// set is a group of placements that is published with a total.
type set int

const (
	mainstream set = iota
	special
	alternative
	furtherEducation
	elsewhere
	early
	unrecorded
	sets
)

// aboutSeat is which group a placement is in, its column, and its label under "Type of placement". Kinds of school are told apart by the register.
type aboutSeat struct {
	set           set
	column, label string
	register      bool
}

var seatsAbout = [seats]aboutSeat{
	maintained:            {mainstream, "mainstream_la_maintained", "LA maintained", true},
	maintainedResourced:   {mainstream, "mainstream_la_maintained_resourced_provision", "LA maintained (resourced provision)", true},
	maintainedUnit:        {mainstream, "mainstream_la_maintained_senunit", "LA maintained (SEN unit)", true},
	academy:               {mainstream, "mainstream_academy", "academy", true},
	academyResourced:      {mainstream, "mainstream_academy_resourced_provision", "academy (resourced provision)", true},
	academyUnit:           {mainstream, "mainstream_academy_senunit", "academy (SEN unit)", true},
	freeSchool:            {mainstream, "mainstream_free_school", "free school", true},
	freeSchoolResourced:   {mainstream, "mainstream_free_school_resourced_provision", "free school (resourced provision)", true},
	freeSchoolUnit:        {mainstream, "mainstream_free_school_senunit", "free school (SEN unit)", true},
	independent:           {mainstream, "mainstream_independent", "independent", true},
	specialMaintained:     {special, "special_la_maintained", "LA maintained", true},
	specialAcademy:        {special, "special_academy", "academy", true},
	specialFree:           {special, "special_free_school", "free school", true},
	specialIndependent:    {special, "special_independent", "independent", true},
	specialNonMaintained:  {special, "special_non_maintained", "non-maintained", true},
	alternativeAcademy:    {alternative, "ap_pru_academy", "academy", true},
	alternativeFree:       {alternative, "ap_pru_free_school", "free school", true},
	alternativeMaintained: {alternative, "ap_pru_la_maintained", "LA maintained", true},
	generalFE:             {furtherEducation, "general_fe_tertiary_colleges", "general FE and tertiary colleges", true},
	specialistPost16:      {furtherEducation, "specialist_post_16_institutions", "specialist post-16 institutions", true},
	otherProvider:         {furtherEducation, "ukrlp_provider", "UKRLP provider", false},
	homeEducated:          {elsewhere, "elective_home_education", "elective home education", false},
	byAuthority:           {elsewhere, "other_arrangements_la", "other arrangements by LA", false},
	byParents:             {elsewhere, "other_arrangements_parents", "other arrangements by parents", false},
	online:                {elsewhere, "online_provider", "online provider", true},
	welsh:                 {elsewhere, "w_settings", "Welsh establishment", true},
	otherSchool:           {elsewhere, "other_schools", "other schools and establishments", true},
	otherSetting:          {elsewhere, "other_placement_settings", "other placement settings", false},
	neet:                  {elsewhere, "neet", "NEET", false},
	noticeToCease:         {elsewhere, "neet_ntci", "not in education or training (notice to cease issued)", false},
	noPlaceOther:          {elsewhere, "neet_other", "not in education or training (other)", false},
	noPlaceSchoolAge:      {elsewhere, "neet_other_csa", "not in education or training (compulsory school age)", false},
	earlyYears:            {early, "nm_early_years", "Non-maintained early years", false},
	notRecorded:           {unrecorded, "placement_unknown", "Placement not recorded", false},
}

// setsAbout is the column of each group's total and what its labels begin with. The last two groups are one placement, which is its own total.
var setsAbout = [sets]struct{ column, label string }{
	mainstream: {"mainstream_total", "Mainstream"}, special: {"special_total", "Special"}, alternative: {"ap_pru_total", "AP/PRU"},
	furtherEducation: {"fe_total", "FE"}, elsewhere: {"ed_elsewhere", "Educated elsewhere"},
}

// seatOfKind is the placement of each kind of school.
var seatOfKind = [sen2.SchoolKinds]seat{
	sen2.OtherSchool: otherSchool, sen2.MainstreamMaintained: maintained, sen2.MainstreamAcademy: academy, sen2.MainstreamFree: freeSchool,
	sen2.MainstreamIndependent: independent, sen2.SpecialMaintained: specialMaintained, sen2.SpecialAcademy: specialAcademy,
	sen2.SpecialFree: specialFree, sen2.SpecialIndependent: specialIndependent, sen2.SpecialNonMaintained: specialNonMaintained,
	sen2.AlternativeMaintained: alternativeMaintained, sen2.AlternativeAcademy: alternativeAcademy, sen2.AlternativeFree: alternativeFree,
	sen2.GeneralFE: generalFE, sen2.SpecialistPost16: specialistPost16, sen2.OnlineProvider: online, sen2.WelshEstablishment: welsh,
}

// seatOf is the kind of a placement. schoolAge says that its person is of compulsory school age. Without a register every school is otherSchool,
// and nothing that depends on it is shown.
func (c *Counter) seatOf(s *sen2.Setting, schoolAge bool) seat {
	switch {
	case s.URN != 0 && s.URN != sen2.BadNumber:
		return c.seatOfSchool(s)
	case s.UKPRN != 0 && s.UKPRN != sen2.BadNumber:
		return otherProvider
	}
	switch s.Kind {
	case sen2.OLA:
		return byAuthority
	case sen2.OPA:
		return byParents
	case sen2.EHE:
		return homeEducated
	case sen2.EYP:
		return earlyYears
	case sen2.OtherSetting:
		return otherSetting
	case sen2.NEET:
		return neet
	case sen2.NoticeToCease:
		return noticeToCease
	case sen2.NoPlaceOther:
		if schoolAge {
			return noPlaceSchoolAge
		}
		return noPlaceOther
	}
	return notRecorded
}

// seatOfSchool goes by the register, and for mainstream schools of the state by the return's own word of a unit or resourced provision.
func (c *Counter) seatOfSchool(s *sen2.Setting) seat {
	if c.register == nil {
		return otherSchool
	}
	school, known := c.register[s.URN]
	if !known {
		return notRecorded
	}
	at := seatOfKind[school.Kind]
	if at == maintained || at == academy || at == freeSchool {
		switch {
		case s.Unit == sen2.Yes:
			return at + maintainedUnit - maintained
		case s.Resourced == sen2.Yes:
			return at + maintainedResourced - maintained
		}
	}
	return at
}

// placed is the placement that counts on a day: of those that cover it, their first and last day included, or when last is true of those that began by then, the first by
// rank, then by latest entry, then by place. It is nil when there is none.
func placed(a *sen2.Active, on sen2.Date, last bool, fits func(*sen2.Placement) bool) *sen2.Placement {
	var best *sen2.Placement
	for i := range a.Placements {
		p := &a.Placements[i]
		if p.Entry.Given() && p.Entry > on || !last && p.Leaving.Given() && p.Leaving < on || fits != nil && !fits(p) {
			continue
		}
		if best == nil || rankOf(p) < rankOf(best) || rankOf(p) == rankOf(best) && max(p.Entry, 0) > max(best.Entry, 0) {
			best = p
		}
	}
	return best
}

// rankOf orders placements: the first, those without a rank, the second.
func rankOf(p *sen2.Placement) int {
	switch p.Rank {
	case '1':
		return 0
	case '2':
		return 2
	}
	return 1
}
