package invent

import (
	"fmt"
	"strings"
)

// needColumn is a column of the high needs block sheet.
type needColumn struct {
	header string
	cell   func(grantRow) odsCell
}

// needColumns are the columns of a year: the formula changed, and with it the letter of
// the total.
func (b grantBook) needColumns() []needColumn {
	count := func(header string, what func(grant) int) needColumn {
		return needColumn{header, func(r grantRow) odsCell { return r.sum(what) }}
	}
	formula := "Total high needs elements in the funding floor and gains calculation (£s)"
	hospital := "Hospital education, alternative provision teachers pay/pension and supplementary funding factor (£s)"
	switch b.year {
	case 2020:
		formula = "National funding formula (NFF) allocations (excluding basic entitlement factor and import/export adjustments) (£s)"
	case 2021:
		formula = "Total high needs elements in the funding floor and gains calculation"
		hospital = "Hospital education, AP teachers pay/pension and supplementary funding factor"
	}
	columns := []needColumn{
		count(formula, func(g grant) int { return g.formula }),
		{"Basic entitlement factor (area cost adjusted) unit of funding (£s)", unitCell},
		{"Number of pupils in special schools and academies", pupilsCell},
		count(fmt.Sprintf("Import/export adjustment (based on January %d school census and February R06 %d to %d individualised learner record) (£s)", b.year, b.year-1, b.year),
			func(g grant) int { return g.exchange }),
		count("Additional Funding for Special Free Schools (£s)", func(g grant) int { return g.freeSchools }),
	}
	if b.year >= 2021 {
		columns = append(columns, count(hospital, func(g grant) int { return g.hospital }))
	}
	if extraShare(b.year) > 0 {
		columns = append(columns,
			count("High needs national funding formula for historical spend, proxy factors, and funding floor allocation (£s)", func(g grant) int { return g.formula }),
			count("Additional high needs allocation (£s)", func(g grant) int { return g.extra }))
	}
	return append(columns, count("Total high needs block before deductions (£s)", func(g grant) int { return g.highNeeds }))
}

// unitCell is the unit of funding, averaged over pupils for a group.
func unitCell(r grantRow) odsCell {
	money, pupils := 0.0, 0
	for _, g := range r.of {
		money += g.unit * float64(g.pupils)
		pupils += g.pupils
	}
	x := 0.0
	if pupils > 0 {
		x = money / float64(pupils)
	}
	shown := fixed(x, 2)
	return odsCell{text: shown, value: shown}
}

func pupilsCell(r grantRow) odsCell {
	n := 0
	for _, g := range r.of {
		n += g.pupils
	}
	return odsCell{text: grouped(n) + ".00", value: whole(n)}
}

func (b grantBook) highNeedsBlock() odsSheet {
	columns := b.needColumns()
	title := merged(text("Dedicated schools grant: "+b.years+" provisional high needs block allocations"), 2, 2)
	letters, formula := covered(2), texts(" ", " ")
	for i, c := range columns {
		title = append(title, text(c.header))
		letters = append(letters, text("["+string(rune('A'+i))+"]"))
		formula = append(formula, text(" "))
	}
	last := len(columns) - 1
	switch {
	case b.year == 2020:
		formula[2+last] = text(" = [A] + ( [B] * [C] ) + [D] + [E]")
	case extraShare(b.year) > 0:
		formula[2+last-1] = text(fmt.Sprintf(" = [G] * %s%%", fixed(100*extraShare(b.year), 2)))
		formula[2+last] = text(" = [A] + ( [B] * [C] ) + [D] + [E] + [F] + [H]")
	default:
		formula[2+last] = text(" = [A] + ( [B] * [C] ) + [D] + [E] + [F]")
	}
	rows := [][]odsCell{title, letters, formula}
	return odsSheet{"High_needs_block", b.width(), append(rows, b.body(true, func(r grantRow) []odsCell {
		var cells []odsCell
		for _, c := range columns {
			cells = append(cells, c.cell(r))
		}
		return cells
	})...)}
}

func (b grantBook) deductions() odsSheet {
	title := merged(text("Dedicated schools grant: "+b.years+" high needs block deductions"), 2, 3)
	subs, columns := covered(2), covered(2)
	for i := 0; i < len(deductionGroups); {
		n := 1
		for i+n < len(deductionGroups) && deductionGroups[i+n].group == "" {
			n++
		}
		title = append(title, merged(text(deductionGroups[i].group), 3*n, 1)...)
		i += n
	}
	for _, d := range deductionGroups {
		subs = append(subs, merged(text(d.sub), 3, 1)...)
		columns = append(columns, texts(b.months("April", d), b.months("", d), d.last)...)
	}
	title = append(title, odsCell{text: "Total deduction to high needs block for direct funding of places (£s)", cols: 1, rows: 3})
	rows := [][]odsCell{title, append(subs, odsCell{covered: true}), append(columns, odsCell{covered: true})}
	return odsSheet{"High_needs_deductions", b.width(), append(rows, b.body(false, func(r grantRow) []odsCell {
		var cells []odsCell
		for i := range deductionGroups {
			before, after := 0.0, 0.0
			for _, g := range r.of {
				before += g.deductions[i].before
				after += g.deductions[i].after
			}
			cells = append(cells, placesCell(before), placesCell(after), r.sum(func(g grant) int { return g.deductions[i].pounds }))
		}
		return append(cells, r.sum(grant.deducted))
	})...)}
}

func placesCell(x float64) odsCell {
	return odsCell{text: grouped(int(x)) + ".00", value: trimmed(x, 2)}
}

// months are the halves of the year places are counted in: schools change in September,
// colleges in August.
func (b grantBook) months(from string, d deductionGroup) string {
	first, second := "April %d to August %d", "September %d to March %d"
	if strings.HasPrefix(d.sub, "Post-16") || strings.HasPrefix(d.sub, "FE") {
		first, second = "April %d to July %d", "August %d to March %d"
	}
	if from == "April" {
		return fmt.Sprintf(first, b.year, b.year)
	}
	return fmt.Sprintf(second, b.year, b.year+1)
}
