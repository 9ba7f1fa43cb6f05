package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/indicator"
)

// printedPlace is a place as a publisher prints it.
type printedPlace struct {
	level, code, ons, name, period string
	line                           int64 // where it first stands
}

// place ties every parsed row to an area of the register and leaves the result in the view staged. A name or code that
// matches nothing, or that disagree with one another, is an error: never a gap.
func (l *Loader) place(ctx context.Context, b bench, r reading, about About) ([]Finding, error) {
	places, err := b.printedPlaces(ctx, r.layout.TrustName)
	if err != nil {
		return nil, fmt.Errorf("%s: listing its places: %w", r.where(), err)
	}
	var findings []Finding
	var values []string
	for _, p := range places {
		a, found := l.resolve(p, r, about)
		if found != nil && !told(findings, *found) {
			findings = append(findings, *found)
		}
		if a.Code != "" {
			values = append(values, fmt.Sprintf("(%s, %s, %s, %s, %s, %s, %s)", quote(p.level), quote(p.code), quote(p.ons),
				quote(p.name), quote(p.period), quote(a.Code), quote(string(a.Kind))))
		}
	}
	if len(values) == 0 {
		if other, ok := l.elsewhere(places); ok {
			findings = []Finding{other}
		}
		values = []string{"('', '', '', '', '', null, null)"}
	}
	period := "''"
	if r.layout.TrustName {
		period = "coalesce(parsed.period, '')"
	}
	mended, err := b.hasColumn(ctx, "parsed", "mended")
	if err != nil {
		return nil, fmt.Errorf("%s: placing its rows: %w", r.where(), err)
	}
	without := ""
	if mended {
		without = " exclude (mended)"
	}
	// Views, because the rows are wide: copying them once more would take a fifth of the time of staging.
	err = run(ctx, b.db,
		"create or replace temp table known as select * from (values "+strings.Join(values, ", ")+") known(level, code, ons, name, period, area_code, kind) where area_code is not null",
		fmt.Sprintf(`create or replace temp view placed as
select parsed.line, known.area_code::varchar as area_code, known.kind::varchar as level, parsed.* exclude (line, level, code, ons, name)
from parsed
join known on
  coalesce(parsed.level, '') = known.level and coalesce(parsed.code, '') = known.code and coalesce(parsed.ons, '') = known.ons
  and coalesce(parsed.name, '') = known.name and %s = known.period`, period),
		"create or replace temp view staged as select *"+without+" from placed")
	if err != nil {
		return nil, fmt.Errorf("%s: placing its rows: %w", r.where(), err)
	}
	return findings, nil
}

// elsewhere says that a file of which no place is known here speaks of another register's places: of the invented sample, or of
// the real England. A data folder holds one of them.
func (l *Loader) elsewhere(places []printedPlace) (Finding, bool) {
	if l.Other == nil {
		return Finding{}, false
	}
	for _, p := range places {
		if _, err := l.Other.ByCode(p.code); p.code != "" && err == nil {
			return Finding{Check: "known-areas", Severity: Error, Row: p.line, Found: "places of " + l.Other.Title, Expected: "places of " + l.Register.Title,
				Message: fmt.Sprintf("the file is of %s and this folder is of %s, and a data folder holds one of them: give the other a folder of its own, with --data or INCLUSION_DATA",
					l.Other.Title, l.Register.Title)}, true
		}
	}
	return Finding{}, false
}

// unknownPeriods finds periods that are written like none: they cannot be placed in time, nor held to the areas of that time.
func (b bench) unknownPeriods(ctx context.Context, r reading, about About) ([]Finding, error) {
	rows, err := b.db.QueryContext(ctx, "select coalesce(period, ''), min(line) from parsed group by 1 order by 2, 1")
	if err != nil {
		return nil, fmt.Errorf("%s: listing its periods: %w", r.where(), err)
	}
	defer rows.Close()
	var findings []Finding
	for rows.Next() {
		var period string
		var line int64
		if err := rows.Scan(&period, &line); err != nil {
			return nil, fmt.Errorf("%s: listing its periods: %w", r.where(), err)
		}
		p, err := indicator.ParsePeriod(period, indicator.Basis(about.Basis))
		switch {
		case err != nil:
			findings = append(findings, Finding{Check: "known-periods", Severity: Error, Row: line, Found: period, Expected: "such as 2024, 2023-24, 2025-01 or 2024-25 autumn", Message: "the row's period is written like none that is known"})
		case !fitting(p.Basis, indicator.Basis(about.Basis)):
			findings = append(findings, Finding{Check: "known-periods", Severity: Error, Row: line, Found: fmt.Sprintf("%s, of the %s kind", period, p.Basis), Expected: "of the " + about.Basis + " kind", Message: "the row's period is of another kind than its table's, so the two cannot stand in one series"})
		}
	}
	return findings, rows.Err()
}

// fitting says that a period may stand in a table of a basis: a table of January counts may have figures of calendar years
// beside them, and one of school years may have terms.
func fitting(period, table indicator.Basis) bool {
	return period == table || table == indicator.January && period == indicator.Calendar || table == indicator.Academic && period == indicator.Term
}

// told says that the same was said of the same row in another period already.
func told(findings []Finding, f Finding) bool {
	return slices.ContainsFunc(findings, func(g Finding) bool {
		return g.Severity == f.Severity && g.Row == f.Row && g.Area == f.Area && g.Found == f.Found
	})
}

func (b bench) printedPlaces(ctx context.Context, byPeriod bool) ([]printedPlace, error) {
	period := "''"
	if byPeriod {
		period = "coalesce(period, '')"
	}
	rows, err := b.db.QueryContext(ctx, fmt.Sprintf(`select coalesce(level, ''), coalesce(code, ''), coalesce(ons, ''), coalesce(name, ''), %s, min(line)
from parsed group by 1, 2, 3, 4, 5 order by min(line), 1, 2, 3, 4, 5`, period))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []printedPlace
	for rows.Next() {
		var p printedPlace
		if err := rows.Scan(&p.level, &p.code, &p.ons, &p.name, &p.period, &p.line); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// resolve finds the area a printed place means; the finding says what is wrong with it, or what was put right.
func (l *Loader) resolve(p printedPlace, r reading, about About) (area.Area, *Finding) {
	fault := func(err error) *Finding {
		f := &Finding{Check: "known-areas", Severity: Error, Row: p.line, Message: err.Error(),
			Found: strings.TrimSpace(p.level + " " + p.code + " " + p.ons + " " + p.name), Expected: "an area of the register of " + l.Register.Title}
		if errors.Is(err, area.ErrBeforeSeries) {
			f.Severity = Warning
		}
		return f
	}
	if r.layout.TrustName && p.name != "" {
		a, err := l.byName(p, about)
		if err != nil {
			return area.Area{}, fault(err)
		}
		return a, checkCode(a, p, r.source.Miscoded)
	}
	if p.code == "" {
		a, err := l.Register.ByName(p.name, time.Time{})
		if err != nil {
			return area.Area{}, fault(err)
		}
		return a, nil
	}
	a, err := l.Register.Resolve(p.code, p.ons, p.name)
	if err != nil {
		return area.Area{}, fault(err)
	}
	return a, nil
}

func (l *Loader) byName(p printedPlace, about About) (area.Area, error) {
	if p.level == string(area.Country) {
		return l.Register.Country(), nil
	}
	period, err := indicator.ParsePeriod(p.period, indicator.Basis(about.Basis))
	if err != nil {
		return area.Area{}, err
	}
	a, err := l.Register.ByName(p.name, period.End)
	if errors.Is(err, area.ErrNotAlive) {
		// A file may print a place that ended within the period, or print one name for the whole series.
		if then, beforeErr := l.Register.ByName(p.name, period.Start); beforeErr == nil {
			return then, nil
		}
	}
	return a, err
}

// checkCode holds a place known by its name to the code printed beside it.
func checkCode(a area.Area, p printedPlace, miscoded []source.Miscoded) *Finding {
	if p.code == "" || p.code == a.Code {
		return nil
	}
	for _, m := range miscoded {
		if m.Printed == p.code && m.True == a.Code {
			return &Finding{Check: "known-areas", Severity: Mended, Row: p.line, Area: a.Code, Found: p.code, Expected: a.Code,
				Message: fmt.Sprintf("%s carries the code of another area; it was read by its name", a.Name)}
		}
	}
	return &Finding{Check: "known-areas", Severity: Error, Row: p.line, Area: a.Code, Found: p.code, Expected: a.Code,
		Message: fmt.Sprintf("the name %s and its code disagree; if the name is right, list the code under miscoded", a.Name)}
}

// areaTable gives a bench or a warehouse the register.
func areaTable(ctx context.Context, db *sql.DB, register *area.Register) error {
	day := func(t time.Time) string {
		if t.IsZero() {
			return "null"
		}
		return quote(t.Format(time.DateOnly))
	}
	var values []string
	all := append([]area.Area{register.Country()}, register.Regions()...)
	all = append(all, register.Subregions()...)
	all = append(all, register.Authorities()...)
	for i, a := range all {
		partnership, role := "null", "null"
		if p, ok := register.PartnershipOf(a.Code); ok {
			partnership = quote(p.ID)
			for _, m := range p.Members {
				if m.Code == a.Code {
					role = quote(string(m.Role))
				}
			}
		}
		values = append(values, fmt.Sprintf("(%d, %s, %s, %s, %s, %s, %s, %s, %t, %s, %s, %s, %s)", i, quote(a.Code), quote(a.Name),
			quote(string(a.Kind)), null(a.Region), null(a.Subregion), day(a.From), day(a.To), a.LeftOut, null(a.LeftOutBecause),
			partnership, role, null(strings.Join(a.Successors, " "))))
	}
	_, err := db.ExecContext(ctx, `create or replace table area as select ordinal::integer as ordinal, code, name, level, region, subregion,
from_day::date as from_day, to_day::date as to_day, left_out, left_out_because, partnership, partnership_role, successors
from (values `+strings.Join(values, ", ")+`) a(ordinal, code, name, level, region, subregion, from_day, to_day, left_out, left_out_because,
partnership, partnership_role, successors)`)
	if err != nil {
		return fmt.Errorf("writing the areas: %w", err)
	}
	return nil
}

func null(text string) string {
	if text == "" {
		return "null::varchar"
	}
	return quote(text)
}
