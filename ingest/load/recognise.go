package load

import (
	"fmt"
	"path/filepath"
	"regexp"

	"inclusion/ingest/format"
	"inclusion/ingest/source"
)

// outcome is what became of one file.
type outcome string

const (
	loaded        outcome = "loaded"
	unchanged     outcome = "unchanged"
	notRecognised outcome = "not recognised"
	passedOver    outcome = "not needed"
	rejected      outcome = "rejected"
)

// piece is one file of an edition: the edition itself, or a member of its ZIP.
type piece struct {
	name string // as people know it, such as plans.zip/data/caseload.csv
	path string // where its bytes are now
}

// reading is a file's text that fits one layout and is about to become statistics.
type reading struct {
	piece  piece
	source source.Source
	layout source.Layout
	fit    source.Fit
	sheet  format.Sheet   // grid layouts
	head   format.CSVHead // tidy layouts
}

// table names the text for messages: the file, and the sheet where there is one.
func (r reading) where() string {
	if r.sheet.Name != "" {
		return fmt.Sprintf("%s, sheet %s", r.piece.name, r.sheet.Name)
	}
	return r.piece.name
}

// recognition is what a file turned out to be.
type recognition struct {
	outcome  outcome
	reason   string
	readings []reading
}

// recognise finds the layouts a file fits, by its bytes and headers and never by its name. A file that nearly fits one is
// refused with what was found and what was expected; a file that fits nothing is left alone.
func recognise(p piece, sources []source.Source, limits format.Limits) (recognition, error) {
	for _, s := range sources {
		if why, ok := s.Passed(p.name); ok {
			return recognition{outcome: passedOver, reason: why}, nil
		}
	}
	kind, err := format.KindOf(p.path)
	if err != nil {
		return recognition{}, fmt.Errorf("%s: %w", p.name, err)
	}
	switch kind {
	case format.CSV:
		return recogniseCSV(p, sources, limits)
	case format.ODS:
		return recogniseSheets(p, sources, "ods", limits, format.ReadODS)
	case format.XLSX:
		return recogniseSheets(p, sources, "xlsx", limits, format.ReadXLSX)
	case format.HTML:
		return recognition{outcome: rejected, reason: "it is a web page, not a data file: the publisher's site may have answered with an error; fetch it again"}, nil
	case format.Empty:
		return recognition{outcome: rejected, reason: "it is empty: fetch it again"}, nil
	default:
		return recognition{outcome: notRecognised}, nil
	}
}

func recogniseCSV(p piece, sources []source.Source, limits format.Limits) (recognition, error) {
	head, err := format.ReadCSVHead(p.path)
	if err != nil {
		return recognition{outcome: rejected, reason: err.Error()}, nil
	}
	var near *reading
	for _, s := range sources {
		for _, l := range s.Layouts {
			if l.Container != "tidy" {
				continue
			}
			fit, err := l.FitHeader(head.Columns)
			if err != nil {
				return recognition{}, fmt.Errorf("source %s, layout %s: %w", s.ID, l.ID, err)
			}
			r := reading{piece: p, source: s, layout: l, fit: fit, head: head}
			if fit.Exact {
				return recognition{outcome: loaded, readings: []reading{r}}, nil
			}
			near = nearer(near, r)
		}
	}
	grid, err := format.ReadCSVGrid(p.path, limits)
	if err != nil {
		return recognition{outcome: rejected, reason: err.Error()}, nil
	}
	grid.Name = "" // a CSV has one sheet, without a name
	found := matchSheets(p, sources, "csv", []format.Sheet{grid})
	if found.outcome == loaded {
		return found, nil
	}
	if near != nil {
		return quarantine(*near), nil
	}
	return found, nil
}

func recogniseSheets(p piece, sources []source.Source, container string, limits format.Limits,
	read func(string, format.Limits) ([]format.Sheet, error)) (recognition, error) {
	sheets, err := read(p.path, limits)
	if err != nil {
		return recognition{outcome: rejected, reason: err.Error()}, nil
	}
	return matchSheets(p, sources, container, sheets), nil
}

// matchSheets holds every sheet against every layout of the container; one workbook can feed several tables.
func matchSheets(p piece, sources []source.Source, container string, sheets []format.Sheet) recognition {
	var all []reading
	var near *reading
	for _, sheet := range sheets {
		for _, s := range sources {
			for _, l := range s.Layouts {
				if l.Container != container || !regexp.MustCompile("^(?:"+l.Sheet+")$").MatchString(sheet.Name) {
					continue
				}
				r := reading{piece: p, source: s, layout: l, fit: l.FitCells(sheet.Rows), sheet: sheet}
				if r.fit.Exact {
					all = append(all, r)
					break
				}
				near = nearer(near, r)
			}
		}
	}
	if near != nil && !covered(all, *near) {
		return quarantine(*near)
	}
	if len(all) == 0 {
		return recognition{outcome: notRecognised}
	}
	return recognition{outcome: loaded, readings: all}
}

// covered says that the sheet of a near fit is read by another layout already.
func covered(all []reading, near reading) bool {
	for _, r := range all {
		if r.sheet.Name == near.sheet.Name {
			return true
		}
	}
	return false
}

func nearer(best *reading, r reading) *reading {
	if r.fit.Near() && (best == nil || r.fit.Better(best.fit)) {
		return &r
	}
	return best
}

// quarantine refuses a file whose layout has changed.
func quarantine(r reading) recognition {
	where := filepath.Base(r.piece.name)
	if r.sheet.Name != "" {
		where += ", sheet " + r.sheet.Name
	}
	return recognition{outcome: rejected, reason: fmt.Sprintf(
		"%s looks like %s (%s) but its layout has changed: found %s; expected %s. If the publisher changed it, add a layout for it; the last good edition stays in use",
		where, r.layout.Title, r.source.Title, r.fit.Found, r.fit.Wanted)}
}
