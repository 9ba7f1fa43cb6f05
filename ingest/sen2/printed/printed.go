// Package printed writes the counts of a return as files in the layouts that the Department for Education publishes, for one authority,
// so that they are read by what reads the published ones.
package printed

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/returns"
)

// Source is the source whose layouts the files have.
const Source = "ehc-plans"

// What stands in a file where no number does.
const (
	notAvailable = "x"
	suppressed   = "c"
)

// Place is whose counts they are.
type Place struct{ Country, Region, Authority area.Area }

// PlaceOf finds an authority and what it lies in.
func PlaceOf(register *area.Register, code string) (Place, error) {
	authority, err := register.ByCode(code)
	if err != nil {
		return Place{}, err
	}
	region, err := register.ByCode(authority.Region)
	if err != nil {
		return Place{}, fmt.Errorf("the region of %s: %w", authority.Name, err)
	}
	return Place{register.Country(), region, authority}, nil
}

// Files prints every table of the return of a year: name of the file to its bytes. The same tables make the same bytes. Shares are worked
// out here, to one decimal; one that has a part held back is held back, and one of nothing is not available.
func Files(tables []returns.Table, place Place, year int) (map[string][]byte, error) {
	layouts, err := layouts()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, t := range tables {
		shape, known := returns.ShapeOf(t.Name)
		layout, ok := layouts[shape.Layout]
		if !known || !ok {
			return nil, fmt.Errorf("printing the counts: no published file has the table %q", t.Name)
		}
		text, err := file{t, shape, layout, place, year}.text()
		if err != nil {
			return nil, fmt.Errorf("printing the table %s: %w", t.Name, err)
		}
		files["data/"+shape.File+".csv"] = text
	}
	return files, nil
}

// layouts are those of the source, by their ids.
func layouts() (map[string]source.Layout, error) {
	all, err := source.All()
	if err != nil {
		return nil, err
	}
	byID := map[string]source.Layout{}
	for _, s := range all {
		if s.ID != Source {
			continue
		}
		for _, l := range s.Layouts {
			byID[l.ID] = l
		}
	}
	return byID, nil
}

// Zip packs files in the order of their names. The same files make the same bytes.
func Zip(files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("packing %s: %w", name, err)
		}
		if _, err := m.Write(files[name]); err != nil {
			return nil, fmt.Errorf("packing %s: %w", name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing the files: %w", err)
	}
	return b.Bytes(), nil
}

// file is a table that is being printed.
type file struct {
	table  returns.Table
	shape  returns.Shape
	layout source.Layout
	place  Place
	year   int // of the return
}

func (f file) text() ([]byte, error) {
	columns, err := f.columns()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	header := []string{"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
		"new_la_code", "old_la_code", "la_name"}
	for _, c := range columns {
		header = append(header, c.printed)
	}
	if err := w.Write(header); err != nil {
		return nil, err
	}
	where, err := f.where()
	if err != nil {
		return nil, err
	}
	for _, row := range f.table.Rows {
		if len(row.Cells) != len(f.table.Measures) {
			return nil, fmt.Errorf("row %q has %d numbers and the table has %d measures", row.Breakdown, len(row.Cells), len(f.table.Measures))
		}
		line := slices.Clone(where)
		for _, c := range columns {
			line = append(line, c.cell(row))
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// where is what every row begins with: its time and place.
func (f file) where() ([]string, error) {
	period, identifier := f.table.Period, "Calendar year"
	if f.shape.Period == "january" {
		year, err := strconv.Atoi(period[:min(4, len(period))])
		if err != nil {
			return nil, fmt.Errorf("period %q is no January", period)
		}
		period, identifier = fmt.Sprintf("%04d%02d", year-1, year%100), "Academic year"
	}
	ons := ""
	for _, code := range f.place.Authority.ONS {
		ons = code.Code // the last is the one in force
	}
	return []string{period, identifier, "Local authority", f.place.Country.Code, f.place.Country.Name, f.place.Region.Code, f.place.Region.Name,
		ons, f.place.Authority.Code, f.place.Authority.Name}, nil
}

// column is a printed column: what it is called and what stands in it.
type column struct {
	printed string
	cell    func(returns.Row) string
}

// number writes a count, or a mean to one decimal, as it is published: without a nought after the point.
func number(n float64) string { return strconv.FormatFloat(math.Round(n*10)/10, 'f', -1, 64) }

// status writes why there is no number.
func status(s returns.Status) string {
	if s == returns.Suppressed {
		return suppressed
	}
	return notAvailable
}

// share writes part as a percentage of whole to one decimal, halves away from nought, as it is published.
func share(part returns.Cell, whole []returns.Cell) string {
	sum, missing := 0.0, part.Status
	for _, c := range whole {
		sum += c.N
		if missing == returns.OK || c.Status == returns.Suppressed {
			missing = c.Status
		}
	}
	if part.Status == returns.Suppressed {
		missing = part.Status
	}
	if missing != returns.OK {
		return status(missing)
	}
	if sum == 0 {
		return notAvailable
	}
	tenths := math.Floor((2000*part.N + sum) / (2 * sum)) // exact: both are counts
	return strconv.FormatFloat(tenths/10, 'f', -1, 64)
}
