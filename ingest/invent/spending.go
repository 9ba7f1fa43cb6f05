package invent

import (
	"math"
	"slices"
	"strings"
)

// Columns of spending by kind of school.
const spendingColumns = 6 // early years, primary, secondary, special, PRU and AP, post-16

// spendingLine is a line of the section 251 return.
type spendingLine struct {
	code, name string
	planName   string // where the budget says it otherwise
	section    int    // 0 schools, 1 grant, 2 other education
	share      float64
	of         int // what share is of: 0 high needs spending, 1 pupils in pounds
	where      [spendingColumns]float64
	income     float64
}

var sections = []string{"Schools", "Dedicated schools grant", "Other education and community"}
var planSections = []string{"Section A: Schools", "Section A: Dedicated schools grant", "Section B: Other education and community"}

var (
	inMainstream = [spendingColumns]float64{0.02, 0.62, 0.36, 0, 0, 0}
	mostSpecial  = [spendingColumns]float64{0.01, 0.22, 0.12, 0.55, 0.06, 0.04}
	independents = [spendingColumns]float64{0.01, 0, 0.02, 0.8, 0.02, 0.15}
	inAP         = [spendingColumns]float64{0, 0.1, 0.2, 0, 0.7, 0}
	atLarge      = [spendingColumns]float64{0.05, 0.45, 0.25, 0.2, 0.03, 0.02}
	schoolAge    = [spendingColumns]float64{0.01, 0.3, 0.29, 0.36, 0.04, 0}
	afterSchool  = [spendingColumns]float64{0, 0, 0, 0, 0, 1}
)

var spendingLines = []spendingLine{
	{code: "1.0.2", name: "High needs place funding within Individual Schools Budget",
		planName: "High needs place funding within Individual Schools Budget, including all pre- and post-16 place funding for maintained schools and academies",
		share:    0.16, where: [spendingColumns]float64{0, 0.05, 0.05, 0.75, 0.15, 0}},
	{code: "1.2.1", name: "Top-up funding – maintained schools", share: 0.21, where: mostSpecial, income: 0.004},
	{code: "1.2.2", name: "Top-up funding – academies, free schools and colleges", share: 0.22, where: mostSpecial, income: 0.003},
	{code: "1.2.3", name: "Top-up and other funding – non-maintained and independent providers", share: 0.21, where: independents, income: 0.01},
	{code: "1.2.4", name: "Additional high needs targeted funding for mainstream schools and academies", share: 0.02, where: inMainstream},
	{code: "1.2.5", name: "SEN support service", share: 0.06, where: atLarge, income: 0.03},
	{code: "1.2.6", name: "Hospital education services", share: 0.01, where: inAP},
	{code: "1.2.7", name: "Other alternative provision services", share: 0.035, where: inAP, income: 0.02},
	{code: "1.2.8", name: "Support for inclusion", share: 0.03, where: inMainstream, income: 0.02},
	{code: "1.2.9", name: "Special schools and PRUs in financial difficulty", share: 0.001, where: [spendingColumns]float64{0, 0, 0, 1, 0, 0}},
	{code: "1.2.10", name: "PFI/ BSF costs at special schools, AP/ PRUs and Post 16 institutions only", share: 0.003, where: [spendingColumns]float64{0, 0, 0, 1, 0, 0}},
	{code: "1.2.11", name: "Direct payments (SEN and disability)", share: 0.007, where: atLarge},
	{code: "1.2.13", name: "Therapies and other health related services", share: 0.012, where: atLarge},
	{code: "1.4.11", name: "SEN transport", share: 0.003, where: schoolAge},
	{code: "1.9.1", name: "Dedicated Schools Grant for year", section: 1},
	{code: "1.9.2", name: "Dedicated Schools Grant brought forward from previous year", section: 1},
	{code: "1.9.3", name: "Dedicated Schools Grant carried forward to next year", section: 1},
	{code: "2.1.1", name: "Educational psychology service", section: 2, share: 26, of: 1, where: atLarge, income: 0.12},
	{code: "2.1.2", name: "SEN administration, assessment and coordination and monitoring", section: 2, share: 38, of: 1, where: atLarge, income: 0.03},
	{code: "2.1.3", name: "Independent Advice and Support Services (Parent partnership), guidance and information", section: 2, share: 5, of: 1, where: atLarge, income: 0.05},
	{code: "2.1.4", name: "Home to school transport (pre 16): SEN transport expenditure", section: 2, share: 140, of: 1, where: schoolAge, income: 0.02},
	{code: "2.1.5", name: "Home to school transport (pre 16): mainstream home to school transport expenditure", section: 2, share: 44, of: 1, where: schoolAge, income: 0.03},
	{code: "2.1.6", name: "Home to post-16 provision: SEN/ LLDD transport expenditure (aged 16-18)", section: 2, share: 17, of: 1, where: afterSchool, income: 0.04},
	{code: "2.1.7", name: "Home to post-16 provision: SEN/ LLDD transport expenditure (aged 19-25)", section: 2, share: 6, of: 1, where: afterSchool, income: 0.04},
}

// spent is what an authority spent, or planned to, on a line: pounds by kind of school,
// and income.
type spent struct {
	by     [spendingColumns]int
	income int
}

func (s spent) gross() int { return sum(s.by[:]) }
func (s spent) net() int   { return s.gross() - s.income }

// spending is one line of an authority in a financial year. Planned spending holds
// academy places, which outturn does not.
func (w *world) spending(code string, year int, l spendingLine, planned bool) spent {
	r := w.dice("spending", code, l.code)
	base := w.highNeedsSpent(code, year)
	if l.of == 1 {
		base = 0.6 * w.peopleOf(code, year) * math.Pow(1.08, float64(year-2020))
	}
	amount := base * l.share * jitter(r, 1, 0.25)
	if l.code == "1.2.3" {
		amount *= w.traitsOf(code).independent
	}
	r = w.dice("spending", code, l.code, year, planned)
	amount = jitter(r, amount, 0.04)
	if planned {
		amount *= 0.97
		if l.code == "1.0.2" {
			amount += float64(w.grantOf(code, year).deducted())
		}
	}
	var s spent
	for i, pounds := range spread(r, int(amount), l.where[:]...) {
		s.by[i] = pounds
	}
	s.income = int(amount * l.income * between(r, 0.3, 1.7))
	return s
}

// overspend is the share of its high needs block an authority overspends in a year.
func (w *world) overspend(code string, year int) float64 {
	t := w.traitsOf(code)
	r := w.dice("overspend", code, year)
	return clamp(t.overspend+t.overspendDrift*float64(year-2019)+0.01*bell(r), -0.06, 0.16)
}

func (w *world) highNeedsSpent(code string, year int) float64 {
	return float64(w.grantOf(code, year).highNeedsAfter()) * (1 + w.overspend(code, year))
}

// deficit is what is carried forward from a year: above 0 a deficit, below a surplus.
func (w *world) deficit(code string, year int) int {
	r := w.dice("deficit", code)
	g := w.grantOf(code, 2019)
	carried := int(float64(g.total()) * clamp(0.004+w.traitsOf(code).overspend*0.5+0.006*bell(r), -0.03, 0.06))
	for y := 2020; y <= year; y++ {
		carried += int(w.overspend(code, y) * float64(w.grantOf(code, y).highNeedsAfter()))
	}
	return carried
}

// carried is a line of the grant section: only its gross column is filled.
func (w *world) carried(code string, year int, l spendingLine) int {
	switch l.code {
	case "1.9.1":
		return w.grantOf(code, year).totalAfter()
	case "1.9.2":
		return w.deficit(code, year-1)
	}
	return w.deficit(code, year)
}

const moneyColumns = "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,pupil_referral_units_and_alt_provision,post_16"

var moneyKeys = fields("time_period,time_identifier,geographic_level,country_name,country_code,region_name,region_code,la_name,old_la_code,new_la_code")

// section251 is what authorities spent, and what they planned to.
func section251(w *world) ([]File, error) {
	out := spendingRows(w, false, []int{2019, 2020, 2021, 2022, 2023})
	outturn, err := zipped("la-and-school-expenditure_2023-24.zip",
		File{"data/s251_alleducation_la_regional_national.csv", windows1252(windows.csv(out))})
	if err != nil {
		return nil, err
	}
	plan := spendingRows(w, true, []int{2019, 2021, 2022, 2023, 2024}) // the 2020-21 budget was not collected
	planned, err := zipped("planned-la-and-school-expenditure_2024-25.zip",
		File{"data/schools_othereducation_la_unrounded_data.csv", marked.csv(plan)})
	return slices.Concat(outturn, planned), err
}

// windows1252 writes the dashes as the outturn file does.
func windows1252(utf8 []byte) []byte { return []byte(strings.ReplaceAll(string(utf8), "–", "\x96")) }

func spendingRows(w *world, planned bool, years []int) [][]string {
	head := fields("main_category,category_of_expenditure," + moneyColumns + ",gross_expenditure,income,net_expenditure,net_per_capita_expenditure")
	if planned {
		head = fields("main_category_planned_expenditure,category_of_planned_expenditure," + moneyColumns +
			",gross_planned_expenditure,income,net_planned_expenditure,net_per_capita_planned_expenditure")
	}
	rows := [][]string{slices.Concat(moneyKeys, head)}
	for _, year := range years {
		for _, s := range spots(yearEnd(year), !planned && year <= 2020) {
			key := keys(moneyKeys, academic(year), "Financial year", s)
			for _, l := range spendingLines {
				if planned && l.code == "1.9.3" {
					continue
				}
				rows = append(rows, slices.Concat(key, w.spendingCells(s, year, l, planned)))
			}
		}
	}
	return rows
}

func (w *world) spendingCells(s spot, year int, l spendingLine, planned bool) []string {
	name, section := l.name, sections[l.section]
	if planned {
		section = planSections[l.section]
		if l.planName != "" {
			name = l.planName
		}
	}
	cells := []string{section, l.code + " " + name}
	if l.section == 1 {
		n := 0
		for _, code := range s.codes {
			n += w.carried(code, year, l)
		}
		cells = append(cells, repeated(":", spendingColumns)...)
		return append(cells, whole(n), ":", ":", ":")
	}
	var total spent
	people := 0.0
	for _, code := range s.codes {
		x := w.spending(code, year, l, planned)
		for i, pounds := range x.by {
			total.by[i] += pounds
		}
		total.income += x.income
		people += w.youngPeople(code, year+1)
	}
	for _, pounds := range total.by {
		cells = append(cells, whole(pounds))
	}
	if planned && l.code == "1.2.9" {
		cells[len(cells)-1] = "x"
	}
	return append(cells, whole(total.gross()), whole(total.income), whole(total.net()), whole(int(math.Round(float64(total.net())/people))))
}
