package main

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"inclusion/ingest/fetch/standin"
	"inclusion/ingest/source"
	"inclusion/internal/area"
)

const plansSlug = "education-health-and-care-plans"

// publishers plays all publishers at one address of this computer.
type publishers struct {
	url    string
	dir    string
	server *httptest.Server

	mu    sync.Mutex
	stand *standin.Server
}

func publish(dir string) (*publishers, error) {
	p := &publishers{dir: dir}
	for edition := 1; edition <= 2; edition++ {
		text, err := timeliness(edition)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(p.folder(edition), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, csvName(edition)), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	p.release(1)
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.standing().ServeHTTP(w, r) }))
	p.url = p.server.URL
	return p, nil
}

// folder holds the file of an edition alone.
func (p *publishers) folder(edition int) string { return filepath.Join(p.dir, fmt.Sprint(edition)) }

func csvName(edition int) string { return fmt.Sprintf("%d/timeliness-%d.csv", edition, edition) }

func (p *publishers) standing() *standin.Server {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stand
}

// release publishes so many editions, without any failure.
func (p *publishers) release(editions int) {
	var releases []standin.Release
	for n := editions; n >= 1; n-- {
		releases = append(releases, standin.Release{ID: fmt.Sprintf("version-%d", n), Slug: fmt.Sprint(2024 + n), Title: fmt.Sprintf("Reporting year %d", 2024+n),
			Published: time.Date(2024+n, 6, 26, 8, 30, 0, 0, time.UTC), Latest: n == editions,
			Files: []standin.File{{ID: fmt.Sprintf("file-%d", n), Title: "Timeliness", File: csvName(n)}}})
	}
	next := standin.New(p.dir, standin.Catalogue{Publications: []standin.Publication{{Slug: plansSlug, Title: "Education, health and care plans", Releases: releases}}})
	p.mu.Lock()
	before := p.stand
	p.stand = next
	p.mu.Unlock()
	if before != nil {
		_ = before.Close()
	}
}

// Where the stand-in is asked for the list of releases and for the newest one's file.
const (
	releaseList = "/api/publications/" + plansSlug + "/releases"
	newestZip   = "/api/releases/version-2/files"
)

func (p *publishers) close() {
	p.server.CloseClientConnections()
	_ = p.standing().Close()
	p.server.Close()
}

// held is what every authority has in each edition: a thousand plans, of which as many are in time as in England in 2024, whose rate is
// a known published value. The second edition moves ten plans between two authorities of one region.
func held(edition int, code string) (inTime, late int) {
	switch {
	case edition == 2 && code == "202":
		return 474, 454
	case edition == 2 && code == "203":
		return 454, 474
	}
	return 464, 464
}

// timeliness is an edition of plans issued in 20 weeks, in the publisher's layout and of invented figures.
func timeliness(edition int) (string, error) {
	columns, err := timelinessColumns()
	if err != nil {
		return "", err
	}
	register := area.England()
	there := register.AliveAt(time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	rows := [][]string{columns, row(columns, register, "National", area.Area{}, area.Area{}, len(there), 0)}
	for _, region := range register.Regions() {
		within := 0
		for _, a := range there {
			if a.Region == region.Code {
				within++
			}
		}
		rows = append(rows, row(columns, register, "Regional", region, area.Area{}, within, 0))
	}
	for _, a := range there {
		region, err := register.ByCode(a.Region)
		if err != nil {
			return "", err
		}
		rows = append(rows, row(columns, register, "Local authority", region, a, 1, edition))
	}
	var text strings.Builder
	err = csv.NewWriter(&text).WriteAll(rows)
	return text.String(), err
}

func timelinessColumns() ([]string, error) {
	all, err := source.All()
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		for _, l := range s.Layouts {
			if s.ID == "ehc-plans" && l.ID == "timeliness" {
				return l.Names()
			}
		}
	}
	return nil, fmt.Errorf("there is no layout of plans issued in 20 weeks")
}

// columnsOfPlace stand before a file's own.
const columnsOfPlace = 12

func row(columns []string, register *area.Register, level string, region, authority area.Area, times, edition int) []string {
	ons := ""
	if len(authority.ONS) > 0 {
		ons = authority.ONS[0].Code
	}
	inTime, late := held(edition, authority.Code)
	counts := map[string]int{"plans_issued_den": 1000, "plans_issued_den_ex": 1000, "plans_issued_within_20_weeks": 459, "plans_issued_20_weeks_ex": inTime,
		"plans_issued_gt20weeks_ltyear": 469, "plans_issued_gt20weeks_ltyear_ex": late, "plans_issued_gt_1_year": 72, "plans_issued_gt_1_year_ex": 72}
	printed := map[string]string{"pc_plans_issued_within_20_weeks": "45.9", "pc_plans_issued_20_weeks_ex": fmt.Sprintf("%.1f", float64(inTime)/10), "pc_plans_issued_gt_1_year": "7.2"}
	cells := []string{"2024", "Calendar year", level, register.Country().Code, register.Country().Name, region.Code, region.Name, ons,
		authority.Code, authority.Name, "All EHC plans", "All EHC plans"}
	for _, name := range columns[columnsOfPlace:] {
		switch n, counted := counts[name]; {
		case counted:
			cells = append(cells, fmt.Sprint(n*times))
		case printed[name] != "":
			cells = append(cells, printed[name])
		default:
			cells = append(cells, "x")
		}
	}
	return cells
}
