package returns

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"strconv"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// seatKind is how a placement of a published column is written in a return: a number of the register, of a provider, or a code.
type seatKind struct {
	types           []string // of establishment, as the register names them
	unit, resourced bool
	provider        bool // a UKPRN without a URN
	setting         string
	other           bool // the code asks for a text
}

var seatKinds = map[invent.Seat]seatKind{
	"mainstream_la_maintained":                     {types: []string{"Community school", "Voluntary aided school", "Voluntary controlled school", "Foundation school"}},
	"mainstream_la_maintained_resourced_provision": {types: []string{"Community school", "Foundation school"}, resourced: true},
	"mainstream_la_maintained_senunit":             {types: []string{"Community school", "Voluntary controlled school"}, unit: true},
	"mainstream_academy":                           {types: []string{"Academy converter", "Academy sponsor led"}},
	"mainstream_academy_resourced_provision":       {types: []string{"Academy converter", "Academy sponsor led"}, resourced: true},
	"mainstream_academy_senunit":                   {types: []string{"Academy converter"}, unit: true},
	"mainstream_free_school":                       {types: []string{"Free schools"}},
	"mainstream_free_school_resourced_provision":   {types: []string{"Free schools"}, resourced: true},
	"mainstream_free_school_senunit":               {types: []string{"Free schools"}, unit: true},
	"mainstream_independent":                       {types: []string{"Other independent school"}},
	"special_la_maintained":                        {types: []string{"Community special school", "Foundation special school"}},
	"special_academy":                              {types: []string{"Academy special converter", "Academy special sponsor led"}},
	"special_free_school":                          {types: []string{"Free schools special"}},
	"special_independent":                          {types: []string{"Other independent special school"}},
	"special_non_maintained":                       {types: []string{"Non-maintained special school"}},
	"ap_pru_academy":                               {types: []string{"Academy alternative provision converter", "Academy alternative provision sponsor led"}},
	"ap_pru_free_school":                           {types: []string{"Free schools alternative provision"}},
	"ap_pru_la_maintained":                         {types: []string{"Pupil referral unit"}},
	"general_fe_tertiary_colleges":                 {types: []string{"Further education"}},
	"specialist_post_16_institutions":              {types: []string{"Special post 16 institution"}},
	"ukrlp_provider":                               {provider: true},
	"elective_home_education":                      {setting: "EHE"},
	"other_arrangements_la":                        {setting: "OLA"},
	"other_arrangements_parents":                   {setting: "OPA"},
	"online_provider":                              {types: []string{"Online provider"}},
	"w_settings":                                   {types: []string{"Welsh establishment"}},
	"other_schools":                                {types: []string{"Service children's education"}},
	"other_placement_settings":                     {setting: "OTH", other: true},
	"neet":                                         {setting: "NEET"},
	"neet_ntci":                                    {setting: "NIEC"},
	"neet_other":                                   {setting: "NIEO", other: true},
	"neet_other_csa":                               {setting: "NIEO", other: true},
	"nm_early_years":                               {setting: "EYP"},
	"placement_unknown":                            {},
}

// seatOrder lists the placements of the register, so that each has its numbers.
var seatOrder = []invent.Seat{"mainstream_la_maintained", "mainstream_la_maintained_resourced_provision", "mainstream_la_maintained_senunit",
	"mainstream_academy", "mainstream_academy_resourced_provision", "mainstream_academy_senunit", "mainstream_free_school",
	"mainstream_free_school_resourced_provision", "mainstream_free_school_senunit", "mainstream_independent", "special_la_maintained",
	"special_academy", "special_free_school", "special_independent", "special_non_maintained", "ap_pru_academy", "ap_pru_free_school",
	"ap_pru_la_maintained", "general_fe_tertiary_colleges", "specialist_post_16_institutions", "online_provider", "w_settings", "other_schools"}

const (
	firstArea   = 101
	perSeat     = 12     // establishments of a kind that an authority's children go to
	perArea     = 300    // numbers kept for an authority
	firstURN    = 900000 // above every number of the real register
	firstUKPRN  = 19990000
	closedPlace = 290 // of an authority's numbers, the first of those that closed
)

// school is an establishment of the invented register.
type school struct {
	urn             uint32
	kind            string
	unit, resourced bool
	closed          sen2.Date
}

// register is the establishments of one authority.
type register struct {
	area    int
	schools []school
	of      map[invent.Seat][]uint32
}

func newRegister(area int) *register {
	g := &register{area: area, of: map[invent.Seat][]uint32{}}
	first := uint32(firstURN + (area-firstArea)*perArea)
	for i, seat := range seatOrder {
		kind := seatKinds[seat]
		for n := range perSeat {
			urn := first + uint32(i*perSeat+n)
			g.schools = append(g.schools, school{urn, kind.types[n%len(kind.types)], kind.unit, kind.resourced, 0})
			g.of[seat] = append(g.of[seat], urn)
		}
	}
	for n := range uint32(3) {
		g.schools = append(g.schools, school{first + closedPlace + n, "Community school", false, false, sen2.Day(2016, 8, 31)})
	}
	return g
}

// placed is a placement of a kind, at one of the establishments. The larger ones are drawn more often.
func (g *register) placed(r *rand.Rand, seat invent.Seat) (Placement, bool) {
	kind := seatKinds[seat]
	l := Placement{Rank: '1', Unit: flag(kind.unit), Resourced: flag(kind.resourced), Setting: kind.setting, Other: kind.other}
	switch {
	case len(kind.types) > 0:
		l.URN = g.of[seat][min(r.IntN(perSeat), r.IntN(perSeat))]
	case kind.provider:
		l.UKPRN = firstUKPRN + uint32(g.area-firstArea)*10 + uint32(r.IntN(6))
	case kind.setting == "":
		return l, false
	}
	return l, true
}

// establishments is the register as the checks and counts look at it.
func (g *register) establishments() sen2.Establishments {
	all := sen2.Establishments{}
	for _, s := range g.schools {
		all[s.urn] = sen2.Establishment{Type: s.kind, Kind: sen2.KindOf(s.kind), Closed: s.closed, Unit: s.unit, Resourced: s.resourced,
			ProvidesFE: s.kind == "Further education" || s.kind == "Special post 16 institution"}
	}
	return all
}

// AllEstablishments is the invented register of every invented authority, for what must know the places of any of their returns.
func AllEstablishments() sen2.Establishments {
	all := sen2.Establishments{}
	for area := firstArea; invent.HasAuthority(strconv.Itoa(area)); area++ {
		maps.Copy(all, newRegister(area).establishments())
	}
	return all
}

var registerColumns = []string{"URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
	"TypeOfEstablishment (name)", "EstablishmentTypeGroup (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate",
	"CloseDate", "PhaseOfEducation (name)", "OfficialSixthForm (name)", "SchoolCapacity", "UKPRN", "Postcode", "SEN1 (name)",
	"TypeOfResourcedProvision (name)", "ResourcedProvisionOnRoll", "ResourcedProvisionCapacity", "SenUnitOnRoll", "SenUnitCapacity",
	"FurtherEducationType (name)"}

// write writes the register in the layout of the national one's file of all fields, of which it has the columns that a return needs.
func (g *register) write(w io.Writer) error {
	b := bufio.NewWriter(w)
	for i, name := range registerColumns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + name + `"`)
	}
	b.WriteString("\r\n")
	for i, s := range g.schools {
		status, statusName, closed := "1", "Open", ""
		if s.closed != 0 {
			status, statusName, closed = "2", "Closed", s.closed.Time().Format("02-01-2006")
		}
		provision, resourcedRoll, unitRoll := "Not applicable", "", ""
		switch {
		case s.unit:
			provision, unitRoll = "SEN unit", "24"
		case s.resourced:
			provision, resourcedRoll = "Resourced provision", "18"
		}
		row := []string{strconv.Itoa(int(s.urn)), strconv.Itoa(g.area), fmt.Sprintf("Sample authority %d", g.area), strconv.Itoa(2000 + i),
			fmt.Sprintf("Sample establishment %d", i+1), "", s.kind, "", status, statusName, "01-09-1990", closed, "", "", "", "", "ZZ99 9ZZ", "",
			provision, resourcedRoll, resourcedRoll, unitRoll, unitRoll, ""}
		for j, cell := range row {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + cell + `"`)
		}
		b.WriteString("\r\n")
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing the register of establishments: %w", err)
	}
	return nil
}
