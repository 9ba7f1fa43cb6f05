package invent

import (
	"fmt"
	"strings"
)

// grantFile is one edition of the grant workbook.
type grantFile struct {
	year      int
	name      string
	published string
	changes   string
}

// The name of the fourth file gives the end of its financial year, not the year it came out.
var grantFiles = []grantFile{
	{2020, "dedicated-schools-grant_2021_11_18.ods", "Thursday, 18 Nov, 2021", "Early years pupil number data finalised. "},
	{2021, "dedicated-schools-grant_2022_07_18.ods", "Monday, 18 Jul, 2022", "High needs places and recoupment data have been updated."},
	{2022, "dedicated-schools-grant_2023_07_20.ods", "Thursday, 20 Jul, 2023", "High needs places and recoupment data have been updated."},
	{2023, "dedicated-schools-grant_2024_07_20.ods", "Thursday, 20 Jul, 2023", "High needs places and recoupment data have been updated."},
	{2024, "dedicated-schools-grant_2024-to-2025_published-31-03-2025.ods", "Monday, 31 Mar, 2025", "Final allocations."},
}

func dedicatedSchoolsGrant(w *world) ([]File, error) {
	var files []File
	for _, f := range grantFiles {
		b := newGrantBook(w, f)
		data, err := ods(b.information(), b.summary(), b.schoolsBlock(), b.highNeedsBlock(), b.deductions(), b.earlyYears())
		if err != nil {
			return nil, fmt.Errorf("making the grant workbook %s: %w", f.name, err)
		}
		files = append(files, File{f.name, data})
	}
	return files, nil
}

// grantRow is an authority, or a group of them, with its grant.
type grantRow struct {
	code, name string
	of         []grant
}

// grantBook is what one workbook is made from.
type grantBook struct {
	grantFile
	years       string // "2020 to 2021"
	country     grantRow
	authorities []grantRow
	tail        []grantRow // tiers, a blank, regions; the capital is in both
}

func newGrantBook(w *world, f grantFile) grantBook {
	b := grantBook{grantFile: f, years: fmt.Sprintf("%d to %d", f.year, f.year+1), country: grantRow{code: "ENGLAND"}}
	tiers, areas := map[string]*grantRow{}, map[string]*grantRow{}
	var order, regional []string
	for _, tier := range []string{"LONDON", metropolitan, unitary, upperTier} {
		order, tiers[tier] = append(order, tier), &grantRow{code: tier}
	}
	tiers["LONDON"].code = upper(regionOf(capital).name)
	for _, g := range regions {
		name := g.name
		if g.drift != "" {
			name = g.drift
		}
		if g.code == capital {
			name = upper(name)
		}
		areas[g.code] = &grantRow{code: name}
		if g.code == capital {
			regional = append([]string{g.code}, regional...)
		} else {
			regional = append(regional, g.code)
		}
	}
	for _, p := range placesOn(yearEnd(f.year)) {
		if p.leftOut != "" {
			continue
		}
		g, name := w.grantOf(p.code, f.year), p.name
		if f.year == firstGrant && p.grantName != "" {
			name = p.grantName
		}
		b.authorities = append(b.authorities, grantRow{p.code, name, []grant{g}})
		for _, group := range []*grantRow{&b.country, tiers[p.tier], areas[p.region]} {
			group.of = append(group.of, g)
		}
	}
	for _, tier := range order {
		b.tail = append(b.tail, *tiers[tier])
	}
	b.tail = append(b.tail, grantRow{})
	for _, code := range regional {
		b.tail = append(b.tail, *areas[code])
	}
	return b
}

// code is the first cell of an authority: text in the oldest file, a number since.
func (b grantBook) code(r grantRow) odsCell {
	if b.year == firstGrant || len(r.code) != 3 {
		return text(r.code)
	}
	return odsCell{text: r.code, value: r.code}
}

// body prints the country, the authorities and, when asked, the tail.
func (b grantBook) body(withTail bool, cells func(grantRow) []odsCell) [][]odsCell {
	print := func(r grantRow) []odsCell {
		if r.code == "" {
			return nil
		}
		return append([]odsCell{b.code(r), text(r.name)}, cells(r)...)
	}
	rows := [][]odsCell{print(b.country)}
	for _, r := range b.authorities {
		rows = append(rows, print(r))
	}
	if withTail {
		rows = append(rows, nil)
		for _, r := range b.tail {
			rows = append(rows, print(r))
		}
	}
	return rows
}

func (r grantRow) sum(what func(grant) int) odsCell {
	n := 0
	for _, g := range r.of {
		n += what(g)
	}
	return pounds(n)
}

func (b grantBook) width() int { return 256 }

func (b grantBook) information() odsSheet {
	rows := make([][]odsCell, 30)
	for i := range rows {
		rows[i] = texts(" ", " ", " ")
	}
	put := func(row int, second, third string) { rows[row-1] = texts(" ", second, third) }
	put(8, "Dedicated schools grant (DSG): "+b.years+" financial year allocations", " ")
	put(10, "This file gives invented allocations in the layout of the published file. Please note that Isles of Tern and Liberty of Old Kingsmere are not included within this file.", " ")
	put(12, "This spreadsheet contains the following worksheets:", " ")
	put(14, b.years+" Allocations Summary:", "Summary information on total DSG allocations for each local authority.")
	put(18, b.years+" High needs block:", "How the high needs block, before deductions, has been derived.")
	put(19, b.years+" High needs deductions:", "The deductions made for high needs places funded directly.")
	put(25, "Publication date: ", b.published)
	put(26, "Changes from previous version: ", b.changes)
	return odsSheet{name: "Information_" + strings.ReplaceAll(b.years, " ", "_"), width: b.width(), rows: rows}
}

func (b grantBook) summary() odsSheet {
	before, after := "before recoupment and deductions for direct funding of high needs places by Education and Skills Funding Agency (ESFA)",
		"after deductions for academies recoupment and direct funding of high needs places by ESFA"
	if b.year >= 2022 {
		before = "before recoupment and deductions for national non-domestic rates, and for direct funding of high needs places by Education and Skills Funding Agency (ESFA)"
		after = "after deductions for academies recoupment, national non-domestic rates and direct funding of high needs places by ESFA"
	}
	title := merged(text("Dedicated schools grant: "+b.years+" allocations local authority summary"), 2, 2)
	title = append(title, merged(text(b.years+" DSG allocations, "+before), 5, 1)...)
	title = append(title, merged(text(b.years+" DSG allocations, "+after), 5, 1)...)
	rows := [][]odsCell{title,
		append(covered(2), texts("Schools block (£s)", "Central school services block (£s)", "High needs block (£s)", "Early years block (£s)", "Total DSG allocation (£s)",
			"Schools block (£s)", "Central school services block allocation (£s)", "High needs block allocation (£s)", "Early years block (£s)", "Total DSG allocation (£s)")...),
		texts(" ", " ", "[A]", "[B]", "[C]", "[D]", "[E]", "[F]", "[G]", "[H]", "[I]", "[J]"),
		texts(" ", " ", " ", " ", " ", " ", " = [A] + [B] + [C] + [D]", " ", " ", " ", " ", " = [F] + [G] + [H] + [I]"),
	}
	return odsSheet{"Allocations_summary", b.width(), append(rows, b.body(true, func(r grantRow) []odsCell {
		central := func(g grant) int { return g.central }
		early := func(g grant) int { return g.early }
		return []odsCell{
			r.sum(func(g grant) int { return g.schools }), r.sum(central), r.sum(func(g grant) int { return g.highNeeds }), r.sum(early), r.sum(grant.total),
			r.sum(func(g grant) int { return g.schoolsAfter }), r.sum(central), r.sum(grant.highNeedsAfter), r.sum(early), r.sum(grant.totalAfter),
		}
	})...)}
}

func (b grantBook) schoolsBlock() odsSheet {
	title := append(merged(text("Dedicated schools grant (DSG): "+b.years+" schools block and central school services block"), 2, 2), texts("Schools block", "Central school services block (CSSB)")...)
	rows := [][]odsCell{title,
		append(covered(2), texts("Total schools block (£s)", "Total central school services block (£s)")...),
		texts(" ", " ", "[A]", "[B]"), texts(" ", " ", " ", " ")}
	return odsSheet{"Schools_block_and_CSSB", b.width(), append(rows, b.body(true, func(r grantRow) []odsCell {
		return []odsCell{r.sum(func(g grant) int { return g.schools }), r.sum(func(g grant) int { return g.central })}
	})...)}
}

func (b grantBook) earlyYears() odsSheet {
	rows := [][]odsCell{
		append(merged(text("Dedicated schools grant: "+b.years+" Early years block allocations"), 2, 2), text("Total early years block (£s)")),
		append(covered(2), text("[A]")), texts(" ", " ", " ")}
	return odsSheet{"Early_years_block", b.width(), append(rows, b.body(true, func(r grantRow) []odsCell {
		return []odsCell{r.sum(func(g grant) int { return g.early })}
	})...)}
}
