package invent

import "slices"

// Codes of the invented country and its capital.
const (
	countryCode = "X92000001"
	countryName = "Sample England"
	capital     = "X12000007"
)

// region is one of the nine regions, or a part of the capital.
type region struct {
	code, name string
	of         string // code of the region a subregion is part of
	drift      string // another spelling publishers use
	goIndex    int    // number in the neighbours file
}

var regions = []region{
	{code: "X12000001", name: "Northmarch", goIndex: 4},
	{code: "X12000002", name: "Fellside", goIndex: 5},
	{code: "X12000003", name: "Marl and The Wolds", drift: "Marl and the Wolds", goIndex: 9},
	{code: "X12000004", name: "Eastvale", goIndex: 1},
	{code: "X12000005", name: "Westvale", goIndex: 8},
	{code: "X12000006", name: "East Fenmoor", goIndex: 2},
	{code: "X12000007", name: "Kingsmere", goIndex: 3},
	{code: "X12000008", name: "Southshore", goIndex: 6},
	{code: "X12000009", name: "Westreach", goIndex: 7},
}

var subregions = []region{
	{code: "X13000001", name: "Inner Kingsmere", of: capital},
	{code: "X13000002", name: "Outer Kingsmere", of: capital},
}

// manner is how an authority does: it sets where its figures start and where they go.
type manner string

const (
	steady    manner = "steady"
	strong    manner = "strong"
	poor      manner = "poor"
	improving manner = "improving"
	declining manner = "declining"
)

// Tiers of the grant file.
const (
	metropolitan = "METROPOLITAN AUTHORITIES"
	unitary      = "UNITARY AUTHORITIES"
	upperTier    = "UPPER TIER AUTHORITIES"
)

// place is one authority of the register.
type place struct {
	code, name, region, sub string
	ons, onsBefore          string // onsBefore is the code it had under the same three digits
	from, to                string // first and last day
	successors, aliases     []string
	leftOut                 string  // why it is left out of comparisons
	people                  float64 // thousands aged 0 to 25 in 2018; 0 for an authority that ended
	manner                  manner
	tier                    string
	grantName, appealName   string // spellings of the oldest grant file and the tribunal tables
}

// Authorities that something happens to.
const (
	codeSplit    = "121" // ended and split into two
	codeHalfA    = "122"
	codeHalfB    = "123"
	codeRecoded  = "137" // the long code changed, the three digits did not
	codeCity     = "140" // tiny city
	codeMergedA  = "153"
	codeMergedB  = "154"
	codeMerger   = "155" // the two that merged, and a strip of old Hallowmere
	codeRenewedA = "156" // Hallowmere before the change
	codeRenewedB = "157" // Hallowmere after it: same name, other code, other area
	codeIsland   = "158" // tiny island
)

var places = []place{
	{code: "101", name: "Alderbrook", region: "X12000001", people: 96, manner: improving, tier: metropolitan},
	{code: "102", name: "Cragholme", region: "X12000001", people: 61, manner: steady, tier: unitary},
	{code: "103", name: "Dunmarrow", region: "X12000001", people: 84, manner: steady, tier: metropolitan},
	{code: "104", name: "Eskerby Bay", region: "X12000001", people: 45, manner: poor, tier: unitary},
	{code: "105", name: "County Tarnshire", region: "X12000001", people: 152, manner: strong, tier: unitary,
		aliases: []string{"Tarnshire"}, grantName: "Tarnshire", appealName: "Tarnshire"},
	{code: "106", name: "Marrowfield, City of", region: "X12000002", people: 187, manner: poor, tier: metropolitan,
		aliases: []string{"Marrowfield City of", "Marrowfield, City Of"}, grantName: "Marrowfield City of", appealName: "Marrowfield, City Of"},
	{code: "107", name: "Brackenfold", region: "X12000002", people: 93, manner: steady, tier: metropolitan},
	{code: "108", name: "Hexworthy", region: "X12000002", people: 78, manner: steady, tier: metropolitan},
	{code: "109", name: "Ivelgate", region: "X12000002", people: 88, manner: declining, tier: unitary,
		aliases: []string{"Ivelgate Borough"}},
	{code: "110", name: "Larkmoor", region: "X12000002", people: 118, manner: steady, tier: metropolitan},
	{code: "111", name: "Ravenfell", region: "X12000002", people: 288, manner: steady, tier: upperTier},
	{code: "112", name: "Skelbeck", region: "X12000002", people: 64, manner: strong, tier: unitary},
	{code: "113", name: "Thornmarl", region: "X12000003", people: 171, manner: steady, tier: metropolitan},
	{code: "114", name: "Ashlingholme", region: "X12000003", people: 82, manner: steady, tier: metropolitan},
	{code: "115", name: "Wetherholt", region: "X12000003", people: 131, manner: declining, tier: upperTier},
	{code: "116", name: "Copperdene", region: "X12000003", people: 99, manner: steady, tier: metropolitan},
	{code: "117", name: "Marlborne", region: "X12000003", people: 57, manner: steady, tier: unitary},
	{code: "118", name: "Sandholme Vale", region: "X12000003", people: 74, manner: improving, tier: unitary},
	{code: "119", name: "Caldermere", region: "X12000004", people: 92, manner: steady, tier: unitary},
	{code: "120", name: "Fennimore", region: "X12000004", people: 201, manner: poor, tier: upperTier},
	{code: "121", name: "Oakenshire", region: "X12000004", to: "2021-03-31", successors: []string{"122", "123"}, tier: upperTier},
	{code: "122", name: "North Oakenshire", region: "X12000004", from: "2021-04-01", people: 104, manner: steady, tier: unitary},
	{code: "123", name: "West Oakenshire", region: "X12000004", from: "2021-04-01", people: 121, manner: declining, tier: unitary},
	{code: "124", name: "Quillbridge", region: "X12000004", people: 97, manner: steady, tier: unitary},
	{code: "125", name: "Quillbridgeshire", region: "X12000004", people: 222, manner: steady, tier: upperTier},
	{code: "126", name: "Bellhampstow", region: "X12000005", people: 246, manner: poor, tier: metropolitan},
	{code: "127", name: "Corvedon", region: "X12000005", people: 108, manner: steady, tier: metropolitan},
	{code: "128", name: "Garnstow", region: "X12000005", people: 86, manner: strong, tier: metropolitan},
	{code: "129", name: "Ironleigh", region: "X12000005", people: 95, manner: steady, tier: metropolitan},
	{code: "130", name: "Pellshire, County of", region: "X12000005", people: 53, manner: steady, tier: unitary,
		aliases: []string{"Pellshire"}, grantName: "Pellshire", appealName: "Pellshire"},
	{code: "131", name: "Tamebury", region: "X12000005", people: 149, manner: steady, tier: upperTier},
	{code: "132", name: "Mid Eldermarsh", region: "X12000006", people: 83, manner: steady, tier: unitary},
	{code: "133", name: "Heronsea", region: "X12000006", people: 59, manner: improving, tier: unitary},
	{code: "134", name: "Saltmere", region: "X12000006", people: 318, manner: steady, tier: upperTier},
	{code: "135", name: "Wickenmarsh", region: "X12000006", people: 71, manner: steady, tier: unitary},
	{code: "136", name: "Eldermarshire", region: "X12000006", people: 196, manner: declining, tier: upperTier},
	{code: "137", name: "Lodeshire", region: "X12000006", people: 156, manner: strong, tier: unitary, onsBefore: "X10000137"},
	{code: "138", name: "Abbotsgate", region: capital, sub: "X13000001", people: 72, manner: strong, tier: "LONDON"},
	{code: "139", name: "Candlewharf", region: capital, sub: "X13000001", people: 91, manner: steady, tier: "LONDON"},
	{code: "140", name: "Liberty of Old Kingsmere", region: capital, sub: "X13000001", people: 1.9, manner: strong, tier: "LONDON",
		leftOut: "tiny numbers"},
	{code: "141", name: "Lanternhythe", region: capital, sub: "X13000001", people: 105, manner: poor, tier: "LONDON"},
	{code: "142", name: "St. Orrin", region: capital, sub: "X13000001", people: 80, manner: steady, tier: "LONDON",
		aliases: []string{"St Orrin"}},
	{code: "143", name: "Bramblewick Cross", region: capital, sub: "X13000002", people: 112, manner: steady, tier: "LONDON"},
	{code: "144", name: "Ferrybourne", region: capital, sub: "X13000002", people: 98, manner: steady, tier: "LONDON"},
	{code: "145", name: "Hollins and Dray", region: capital, sub: "X13000002", people: 117, manner: improving, tier: "LONDON",
		aliases: []string{"Hollins & Dray"}},
	{code: "146", name: "Nettlewood Park", region: capital, sub: "X13000002", people: 89, manner: steady, tier: "LONDON"},
	{code: "147", name: "Upper Sedge", region: capital, sub: "X13000002", people: 76, manner: steady, tier: "LONDON"},
	{code: "148", name: "Beaconsea", region: "X12000008", people: 69, manner: steady, tier: unitary},
	{code: "149", name: "Chalkdene", region: "X12000008", people: 341, manner: poor, tier: upperTier},
	{code: "150", name: "Flintshore", region: "X12000008", people: 255, manner: steady, tier: upperTier},
	{code: "151", name: "Gullhaven", region: "X12000008", people: 66, manner: steady, tier: unitary},
	{code: "152", name: "Kestrelsham", region: "X12000008", people: 54, manner: strong, tier: unitary},
	{code: "153", name: "Sandquay", region: "X12000009", to: "2019-03-31", successors: []string{"155"}, tier: unitary,
		aliases: []string{"Sandquay (Pre LG)"}},
	{code: "154", name: "Marram Regis", region: "X12000009", to: "2019-03-31", successors: []string{"155"}, tier: unitary,
		aliases: []string{"Marram Regis (Pre LG)"}},
	{code: "155", name: "Sandquay, Marram Regis, Saint Orrin-under-Cliff and the Long Strand", region: "X12000009", from: "2019-04-01",
		people: 107, manner: declining, tier: unitary,
		aliases:   []string{"Sandquay Marram Regis Saint Orrin-under-Cliff and the Long Strand", "Sandquay, Marram Regis, Saint Orrin-under-Cliff & the Long Strand"},
		grantName: "Sandquay Marram Regis Saint Orrin-under-Cliff and the Long Strand"},
	{code: "156", name: "Hallowmere", region: "X12000009", to: "2019-03-31", successors: []string{"155", "157"}, tier: upperTier,
		aliases: []string{"Hallowmere (Pre LG)"}},
	{code: "157", name: "Hallowmere", region: "X12000009", from: "2019-04-01", people: 94, manner: steady, tier: unitary,
		aliases: []string{"Hallowmere (New, LA code 157)"}},
	{code: "158", name: "Isles of Tern", region: "X12000009", people: 0.6, manner: steady, tier: unitary, leftOut: "tiny numbers"},
	{code: "159", name: "Combehaven", region: "X12000009", people: 211, manner: poor, tier: upperTier},
	{code: "160", name: "Vennmouth", region: "X12000009", people: 77, manner: improving, tier: unitary},
}

// member is an authority's part in an expert partnership.
type member struct{ code, role string }

// partnership is one of the nine regional expert partnerships.
type partnership struct {
	id, name, region string
	members          []member
}

var partnerships = []partnership{
	{"northmarch", "Northmarch", "X12000001", []member{{"105", "lead"}, {"101", "member"}, {"103", "member"}}},
	{"fellside", "Fellside", "X12000002", []member{{"112", "lead"}, {"107", "member"}}},
	{"marl-and-the-wolds", "Marl and The Wolds", "X12000003", []member{{"116", "lead"}, {"117", "member"}, {"118", "member"}}},
	{"eastvale", "Eastvale", "X12000004", []member{{"124", "lead"}, {"125", "member"}}},
	{"westvale", "Westvale", "X12000005", []member{{"128", "lead"}, {"127", "member"}, {"129", "member"}, {"131", "member"}}},
	{"east-fenmoor", "East Fenmoor", "X12000006", []member{{"137", "lead"}, {"133", "member"}}},
	{"kingsmere", "Kingsmere", "X12000007", []member{{"138", "lead"}, {"139", "member"}, {"145", "member"}, {"146", "member"}}},
	{"southshore", "Southshore", "X12000008", []member{{"152", "lead"}, {"148", "member"}, {"151", "member"}}},
	{"westreach", "Westreach", "X12000009", []member{{"157", "lead"}, {"160", "member"}}},
}

// longCode is the nine-character code of p on a day.
func (p *place) longCode(day string) string {
	if p.onsBefore != "" && day < "2020-04-01" {
		return p.onsBefore
	}
	return p.ons
}

// existsOn says whether p was an authority on a day.
func (p *place) existsOn(day string) bool {
	return (p.from == "" || p.from <= day) && (p.to == "" || day <= p.to)
}

// placesOn are the authorities of a day by region and code.
func placesOn(day string) []*place {
	var on []*place
	for i := range places {
		if places[i].existsOn(day) {
			on = append(on, &places[i])
		}
	}
	return on
}

// lasting are the authorities that still exist: the ones whose children are drawn.
func lasting() []*place { return placesOn("2026-01-15") }

func placeOf(code string) *place {
	i := slices.IndexFunc(places, func(p place) bool { return p.code == code })
	return &places[i]
}

func regionOf(code string) *region {
	i := slices.IndexFunc(regions, func(r region) bool { return r.code == code })
	if i < 0 {
		return &subregions[slices.IndexFunc(subregions, func(r region) bool { return r.code == code })]
	}
	return &regions[i]
}

func init() {
	for i := range places {
		if places[i].ons == "" {
			places[i].ons = "X06000" + places[i].code
		}
	}
}
