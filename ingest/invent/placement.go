package invent

// Placements, in the order of the columns of caseload.csv (2026 edition).
const (
	mainstreamLA = iota
	mainstreamLAResourced
	mainstreamLAUnit
	mainstreamAcademy
	mainstreamAcademyResourced
	mainstreamAcademyUnit
	mainstreamFree
	mainstreamFreeResourced
	mainstreamFreeUnit
	mainstreamIndependent
	specialLA
	specialAcademy
	specialFree
	specialIndependent
	specialNonMaintained
	apAcademy
	apFree
	apLA
	collegeGeneral
	collegeSpecialist
	collegeOther
	electiveHome
	otherByLA
	otherByParents
	onlineProvider
	welshSetting
	otherSchool
	otherSetting
	neet
	noticeToCease
	neitherOther
	neitherSchoolAge
	earlyYears
	notRecorded
	awaiting // published before 2023 only
	permanentlyExcluded
	uncounted // in the total and in no published placement
	placementCount
)

// Groups of placements that are published with a total.
type group int

const (
	mainstream group = iota
	special
	ap
	college
	elsewhere
	early
	unknown
	ungrouped
)

// Labels of the "Type of placement" topic, by the order they are printed in.
var seatNames = []string{
	"AP/PRU - academy", "AP/PRU - free school", "AP/PRU - LA maintained", "AP/PRU - total",
	"Educated elsewhere - elective home education", "Educated elsewhere - NEET",
	"Educated elsewhere - not in education or training (compulsory school age)",
	"Educated elsewhere - not in education or training (notice to cease issued)",
	"Educated elsewhere - not in education or training (other)",
	"Educated elsewhere - online provider", "Educated elsewhere - other arrangements by LA",
	"Educated elsewhere - other arrangements by parents", "Educated elsewhere - other placement settings",
	"Educated elsewhere - other schools and establishments", "Educated elsewhere - total",
	"Educated elsewhere - Welsh establishment",
	"FE - general FE and tertiary colleges", "FE - specialist post-16 institutions", "FE - total", "FE - UKRLP provider",
	"Mainstream - academy", "Mainstream - academy (resourced provision)", "Mainstream - academy (SEN unit)",
	"Mainstream - free school", "Mainstream - free school (resourced provision)", "Mainstream - free school (SEN unit)",
	"Mainstream - independent", "Mainstream - LA maintained", "Mainstream - LA maintained (resourced provision)",
	"Mainstream - LA maintained (SEN unit)", "Mainstream - total",
	"Non-maintained early years", "Placement not recorded",
	"Special - Academy/free schools", "Special - independent", "Special - LA maintained", "Special - non-maintained", "Special - total",
}

const (
	seatLabels   = 38
	seatAcademic = 33 // the label that is spelt two ways
)

// placement is a type of setting: which group it is in, under which labels it is counted,
// how usual it is among all plans and among new ones, and the ages found there.
type placement struct {
	group       group
	labels      []int
	usual, new  float64 // per thousand plans
	low, high   int     // ages
	growth      float64 // change of its share a year
	residential float64 // chance of a residential place
}

var placements = [placementCount]placement{
	mainstreamLA:               {mainstream, []int{27, 30}, 150, 305, 4, 16, -0.02, 0},
	mainstreamLAResourced:      {mainstream, []int{28, 30}, 11, 8, 4, 16, -0.02, 0},
	mainstreamLAUnit:           {mainstream, []int{29, 30}, 5, 4, 4, 16, -0.02, 0},
	mainstreamAcademy:          {mainstream, []int{20, 30}, 205, 385, 4, 17, 0.05, 0},
	mainstreamAcademyResourced: {mainstream, []int{21, 30}, 13, 7, 4, 16, 0.01, 0},
	mainstreamAcademyUnit:      {mainstream, []int{22, 30}, 9, 6, 4, 16, 0.01, 0},
	mainstreamFree:             {mainstream, []int{23, 30}, 13, 20, 4, 17, 0.1, 0},
	mainstreamFreeResourced:    {mainstream, []int{24, 30}, 0.3, 0.2, 5, 16, 0.05, 0},
	mainstreamFreeUnit:         {mainstream, []int{25, 30}, 0.2, 0.1, 5, 16, 0, 0},
	mainstreamIndependent:      {mainstream, []int{26, 30}, 11, 12, 4, 17, 0.02, 0.004},
	specialLA:                  {special, []int{35, 37}, 150, 38, 3, 19, -0.05, 0.001},
	specialAcademy:             {special, []int{33, 37}, 100, 24, 3, 19, 0.06, 0.001},
	specialFree:                {special, []int{33, 37}, 12, 7, 4, 18, 0.1, 0},
	specialIndependent:         {special, []int{34, 37}, 45, 24, 5, 19, 0.04, 0.03},
	specialNonMaintained:       {special, []int{36, 37}, 7, 2, 5, 19, -0.03, 0.06},
	apAcademy:                  {ap, []int{0, 3}, 3, 6, 6, 16, 0.1, 0},
	apFree:                     {ap, []int{1, 3}, 1, 1.5, 8, 16, 0.06, 0},
	apLA:                       {ap, []int{2, 3}, 4, 7, 5, 16, 0.02, 0},
	collegeGeneral:             {college, []int{16, 18}, 115, 23, 16, 25, -0.03, 0},
	collegeSpecialist:          {college, []int{17, 18}, 15, 2, 16, 25, 0.01, 0.02},
	collegeOther:               {college, []int{19, 18}, 12, 3, 16, 25, 0.02, 0},
	electiveHome:               {elsewhere, []int{4, 14}, 11, 12, 5, 16, 0.05, 0},
	otherByLA:                  {elsewhere, []int{10, 14}, 17, 12, 4, 19, 0.04, 0},
	otherByParents:             {elsewhere, []int{11, 14}, 1.6, 2, 4, 19, 0, 0},
	onlineProvider:             {elsewhere, []int{9, 14}, 0.3, 0, 8, 17, 0, 0},
	welshSetting:               {elsewhere, []int{15, 14}, 0.6, 0, 5, 19, 0, 0},
	otherSchool:                {elsewhere, []int{13, 14}, 0.4, 0, 5, 19, 0, 0.1},
	otherSetting:               {elsewhere, []int{12, 14}, 6.5, 5, 3, 20, 0.02, 0},
	neet:                       {elsewhere, []int{5, 14}, 27, 5, 16, 25, 0.02, 0},
	noticeToCease:              {elsewhere, []int{7, 14}, 3, 0.4, 16, 25, 0, 0},
	neitherOther:               {elsewhere, []int{8, 14}, 5, 3, 16, 25, 0, 0},
	neitherSchoolAge:           {elsewhere, []int{6, 14}, 3.5, 4, 5, 15, 0.05, 0},
	earlyYears:                 {early, []int{31}, 7, 36, 2, 4, 0.03, 0},
	notRecorded:                {unknown, []int{32}, 18, 30, 2, 25, 0, 0},
	awaiting:                   {ungrouped, nil, 12, 20, 4, 19, 0, 0},
	permanentlyExcluded:        {ungrouped, nil, 0.2, 0.4, 8, 16, 0, 0},
	uncounted:                  {ungrouped, nil, 3, 3, 4, 25, 0, 0},
}

// published says whether a placement was asked for in the return of a January: the
// person-level return of 2023 brought some and ended others.
func published(what, january int, newPlans bool) bool {
	personLevel := january >= 2023
	switch what {
	case awaiting, permanentlyExcluded, uncounted:
		return !personLevel
	case collegeOther, noticeToCease, neitherOther, neitherSchoolAge, notRecorded:
		return personLevel
	case onlineProvider, welshSetting, otherSchool:
		return january >= 2025 && !newPlans
	case electiveHome:
		return january >= 2021 || january == 2020 && !newPlans
	case neet:
		return personLevel || !newPlans
	}
	return true
}
