package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/xuri/excelize/v2"

	sampledata "inclusion/sample-data"

	files "inclusion/ingest/format"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/desk"
	stories "inclusion/internal/desk/invented"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// A small England: three regions, one authority too small to rank, one that became two. Its figures are invented, but add up
// to what England's are known to be, because the loader would refuse them otherwise.
const smallRegister = `
register: england
title: Small England
country: {code: E92000001, name: England}
regions:
  - {code: E12000001, name: North East}
  - {code: E12000004, name: East Midlands}
  - {code: E12000007, name: London}
subregions:
  - {code: E13000001, name: Inner London, region: E12000007}
authorities:
  - {code: "201", name: City of London, region: E12000007, subregion: E13000001, ons: [{code: E09000001}], left_out: true, left_out_because: tiny numbers}
  - {code: "202", name: Camden, region: E12000007, subregion: E13000001, ons: [{code: E09000007}]}
  - {code: "203", name: Greenwich, region: E12000007, subregion: E13000001, ons: [{code: E09000011}]}
  - {code: "390", name: Gateshead, region: E12000001, ons: [{code: E08000037}]}
  - {code: "391", name: Newcastle upon Tyne, region: E12000001, ons: [{code: E08000021}]}
  - {code: "928", name: Northamptonshire, region: E12000004, ons: [{code: E10000021}], to: 2021-03-31, successors: ["940", "941"]}
  - {code: "940", name: North Northamptonshire, region: E12000004, ons: [{code: E06000061}], from: 2021-04-01}
  - {code: "941", name: West Northamptonshire, region: E12000004, ons: [{code: E06000062}], from: 2021-04-01}
expert_partnerships:
  - id: london
    name: London
    region: E12000007
    members: [{code: "202", role: lead}, {code: "203", role: member}]
`

// toSample turns the small England's places into invented ones.
var toSample = strings.NewReplacer("register: england", "register: sample", "E92000001", "X92000001", "E12", "X12", "E13", "X13", "E0", "X0",
	"E10", "X10", "Camden", "Alderbrook", "Greenwich", "Cragholme", "City of London", "Tiny", "Gateshead", "Dunmarrow", "Newcastle upon Tyne",
	"Eskerby Bay", "Northamptonshire", "Tarnshire", "London", "Kingsmere", "England", "Sample England")

// plansOf are an authority's plans in a year: issued, within 20 weeks (without and with exceptions), after a year. What is not
// published is -1.
type plansOf struct {
	code                          string
	issued, inTime, inAll, tooOld int
}

var years = map[string][]plansOf{
	"2020": {{"201", 4, 4, 4, 0}, {"202", 200, 150, 126, 10}, {"203", 196, 90, 90, 30}, {"390", 100, 46, 46, 5}, {"391", 200, 140, 140, 7},
		{"928", 300, 150, 150, 20}},
	"2023": {{"201", 4, 4, 4, 0}, {"202", 200, 130, 118, 10}, {"203", 196, 70, 70, 30}, {"390", 100, 34, 34, 5}, {"391", 200, 120, 120, 7},
		{"940", 150, 85, 85, 10}, {"941", 150, 60, 60, 10}},
	"2024": {{"201", 4, 4, 4, 0}, {"202", 200, 120, 115, 10}, {"203", 196, 60, 60, 30}, {"390", 100, 30, 30, 5}, {"391", 200, 110, 110, 7},
		{"940", 150, 80, 80, 10}, {"941", 150, 60, 60, 10}},
}

var header = strings.Split("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,"+
	"breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex,"+
	"pc_plans_issued_within_20_weeks,pc_plans_issued_20_weeks_ex,plans_issued_gt20weeks_ltyear,plans_issued_gt20weeks_ltyear_ex,"+
	"pc_plans_issued_gt20weeks_ltyear,pc_plans_issued_gt20weeks_ltyear_ex,plans_issued_gt_1_year,plans_issued_gt_1_year_ex,"+
	"pc_plans_issued_gt_1_year,pc_plans_issued_gt_1_year_ex", ",")

// timeliness is the small England's file of plans issued, in the publisher's layout. Gateshead's figures of 2024 are
// suppressed, and the City of London's plans after a year of 2020 are a negative number.
func timeliness(t testing.TB, register *area.Register) []byte {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	lines := [][]string{header}
	for _, year := range []string{"2020", "2023", "2024"} {
		sums := map[string]plansOf{}
		for _, p := range years[year] {
			a, err := register.ByCode(p.code)
			if err != nil {
				t.Fatal(err)
			}
			for _, whole := range []string{register.Country().Code, a.Region} {
				s := sums[whole]
				sums[whole] = plansOf{whole, s.issued + p.issued, s.inTime + p.inTime, s.inAll + p.inAll, s.tooOld + p.tooOld}
			}
			figures := p.cells()
			switch {
			case p.code == "390" && year == "2024":
				for i := range figures {
					figures[i] = "c"
				}
			case p.code == "201" && year == "2020":
				figures[10] = "-1"
			}
			lines = append(lines, append([]string{year, "Calendar year", "Local authority", register.Country().Code, register.Country().Name,
				a.Region, "", a.Code, a.ONS[0].Code, a.Name, "total", "Total"}, figures...))
		}
		for _, a := range append(register.Regions(), register.Country()) {
			level, code, name := "Regional", a.Code, a.Name
			if a.Kind == area.Country {
				level, code, name = "National", "", ""
			}
			lines = append(lines, append([]string{year, "Calendar year", level, register.Country().Code, register.Country().Name,
				code, name, "", "", "", "total", "Total"}, sums[a.Code].cells()...))
		}
	}
	if err := w.WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// cells are the figures in the order of the file's columns.
func (p plansOf) cells() []string {
	share := func(n int) string { return fmt.Sprintf("%.1f", 100*float64(n)/float64(p.issued)) }
	late, lateAll := p.issued-p.inTime-p.tooOld, p.issued-p.inAll-p.tooOld
	n := strconv.Itoa
	return []string{n(p.issued), n(p.issued), n(p.inAll), n(p.inTime), share(p.inAll), share(p.inTime), n(lateAll), n(late), share(lateAll), share(late),
		n(p.tooOld), n(p.tooOld), share(p.tooOld), share(p.tooOld)}
}

// neighbours is the file of statistical neighbours, in the publisher's layout with fewer of them.
func neighbours(t testing.TB, register *area.Register) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "LA SN Groups"); err != nil {
		t.Fatal(err)
	}
	top := []any{"LA num", "LA Name", "", "", "GOReg"}
	for i := 1; i <= 10; i++ {
		top = append(top, fmt.Sprintf("SN%d", i), "SNP")
	}
	rows := map[int][]any{1: {"Statistical neighbour groups"}, 3: top,
		4: {"202", nameOf(t, register, "202"), "", "", "", "391", "Very Close", "203", "Close", "390", "Somewhat close"},
		5: {"203", nameOf(t, register, "203"), "", "", "", "202", "Close"}}
	for i, cells := range rows {
		if err := f.SetSheetRow("LA SN Groups", fmt.Sprintf("A%d", i), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func nameOf(t testing.TB, register *area.Register, code string) string {
	t.Helper()
	a, err := register.ByCode(code)
	if err != nil {
		t.Fatal(err)
	}
	return a.Name
}

// fixtures are the data folders that this package's tests share; each is filled by the real loader when first asked for.
var fixtures struct {
	sync.Mutex
	dir   string
	ready map[string]store.Folder
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "api")
	if err != nil {
		panic(err)
	}
	fixtures.dir, fixtures.ready = dir, map[string]store.Folder{}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// loaded is a data folder with the small England in it, or the invented sample.
func loaded(t testing.TB, register string) store.Folder {
	t.Helper()
	fixtures.Lock()
	defer fixtures.Unlock()
	if folder, ok := fixtures.ready[register]; ok {
		return folder
	}
	if register == wholeSample {
		places, items := wholeOf(t)
		fixtures.ready[register] = filled(t, register, places, items)
		return fixtures.ready[register]
	}
	text := smallRegister
	if register == invented {
		text = toSample.Replace(text)
	}
	places, err := area.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(fixtures.dir, register+"-files")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	var items []load.Item
	for name, content := range map[string][]byte{"timeliness.csv": timeliness(t, places), "neighbours.xlsx": neighbours(t, places)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		items = append(items, load.Item{Path: path, Name: name, Published: time.Date(2025, 6, 26, 0, 0, 0, 0, time.UTC)})
	}
	fixtures.ready[register] = filled(t, register, places, items)
	return fixtures.ready[register]
}

// wholeSample asks for the invented England that the product carries, with every source.
const wholeSample = "the whole sample"

// wholeOf is the register of the whole sample and its files.
func wholeOf(t testing.TB) (*area.Register, []load.Item) {
	t.Helper()
	places, err := area.Load(sampledata.Areas)
	if err != nil {
		t.Fatal(err)
	}
	const folder = "../../sample-data"
	entries, err := sampledata.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var items []load.Item
	for _, e := range entries {
		items = append(items, load.Item{Path: filepath.Join(folder, e.Name()), Name: e.Name()})
	}
	return places, items
}

// filled is a data folder that the real loader has filled.
func filled(t testing.TB, name string, places *area.Register, items []load.Item) store.Folder {
	t.Helper()
	all, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	folder := store.Folder{Dir: filepath.Join(fixtures.dir, name)}
	l := load.Loader{Folder: folder, Register: places, Sources: all, Engine: store.Engine{Memory: "900MB", Threads: 2}, Limits: files.DefaultLimits,
		Log: quiet, Now: func() time.Time { return time.Date(2025, 7, 1, 9, 0, 0, 0, time.UTC) }}
	report, err := l.Load(context.Background(), items)
	if err != nil {
		t.Fatal(err)
	}
	if report.Rejected() {
		t.Fatalf("the fixture was rejected: %v", report.Files)
	}
	return folder
}

// tried is an endpoint's path with something in place of what it names.
func (e endpoint) tried(code string) string {
	id := "S01"
	if strings.HasPrefix(e.path, "/partnerships") {
		id = allTrial
	}
	if e.plans {
		id = "1"
	}
	return strings.NewReplacer("{code}", code, "{id}", id).Replace(e.path)
}

var quiet = slog.New(slog.DiscardHandler)

// site is a running API over a data folder.
func site(t testing.TB, folder store.Folder) *mux.Router {
	t.Helper()
	w := opened(t, folder)
	if folder == fixtures.ready[wholeSample] {
		return overPlans(w, inventedPlans(t, w))
	}
	return over(w)
}

// opened opens a data folder as the server does. The engine opens a file once a process, so a test opens each folder once.
func opened(t testing.TB, folder store.Folder) *store.Warehouse {
	t.Helper()
	w, err := store.OpenWarehouse(context.Background(), func() store.Folder { return folder }, store.Engine{Memory: "500MB", Threads: 1}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

func over(w *store.Warehouse) *mux.Router { return overPlans(w, onePlan{}) }

// onePlan is a first version, published by every authority, in which nobody has scored anything.
type onePlan struct{}

func (onePlan) PublicMark(context.Context) (string, error) { return "plans 1", nil }

func (onePlan) Versions(context.Context, string) ([]desk.VersionLine, error) {
	return []desk.VersionLine{{Number: 1, Cycle: "2026", State: plan.Published, At: today()}}, nil
}

func (onePlan) Version(_ context.Context, code string, _ int) (*plan.Version, plan.Review, error) {
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		return nil, plan.Review{}, err
	}
	f := frameworks.Newest()
	v := &plan.Version{Partnership: code, Number: 1, Cycle: "2026", Framework: *f, At: today()}
	return v, plan.ReviewOf(plan.NewBook(code), f, plan.Figures{}, "2026", nil, plan.DayOf(today())), nil
}

func (p onePlan) Published(ctx context.Context, code string) (*plan.Version, plan.Review, bool, error) {
	v, r, err := p.Version(ctx, code, 1)
	return v, r, err == nil, err
}

func (onePlan) Progress(context.Context, string) ([]desk.Progress, error) {
	return []desk.Progress{{Action: &plan.Action{ID: "A1"}, Now: &plan.Action{ID: "A1", Title: "Write after reviews", Body: "ICB", Status: plan.OnTrack, Due: "2026-06-01"},
		Standing: plan.ActionStanding{Status: plan.OnTrack, Open: true, Late: true, DaysLate: 31}}}, nil
}

func overPlans(w *store.Warehouse, plans Plans) *mux.Router {
	r := mux.NewRouter()
	Routes(r, w, &web.Site{Log: quiet}, web.NewCache(1<<20), today, plans)
	return r
}

func today() time.Time { return time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC) }

// autumn is a day by which every step of the invented stories has its evidence.
func autumn() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// stood is what the invented partnerships wrote over the whole sample, told once: the API writes nothing there.
var stood *plantest.Ledger

// inventedPlans are the plans of the invented partnerships.
func inventedPlans(t testing.TB, w *store.Warehouse) *desk.Desk {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk.Desk{Frameworks: frameworks, Data: desk.Warehouse{Warehouse: w}, Now: autumn}
	if stood == nil {
		ledger := plantest.NewLedger()
		if err := stories.Write(context.Background(), ledger, frameworks, d.Data, desk.Before{Warehouse: desk.Warehouse{Warehouse: w}}, d.Today()); err != nil {
			t.Fatal(err)
		}
		stood = ledger
	}
	d.Ledger = stood
	return d
}

// get asks for an address below the prefix.
func get(r http.Handler, address string) *httptest.ResponseRecorder {
	return request(r, http.MethodGet, address, nil)
}

func request(r http.Handler, method, address string, headers map[string]string) *httptest.ResponseRecorder {
	ask := httptest.NewRequest(method, Prefix+address, nil)
	for name, value := range headers {
		ask.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	r.ServeHTTP(answer, ask)
	return answer
}
