package load

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inclusion/internal/area"
)

// cells is one row's own columns, by name.
type cells map[string]string

// eesFile writes a small file in one of the publisher's layouts: own is asked for the rows of England, of every region and of
// every authority of that day, with the number of authorities in it, so that counts in proportion to it add up. London is printed
// as Inner and Outer London where the header has the mark of those files: the old code before the new.
func eesFile(t *testing.T, l *Loader, name, header string, at time.Time, own func(a area.Area, n int) []cells) Item {
	t.Helper()
	columns := strings.Split(header, ",")
	places := []area.Area{l.Register.Country()}
	inParts := strings.Contains(header, "old_la_code,new_la_code")
	for _, r := range l.Register.Regions() {
		if !inParts || !strings.Contains(fmt.Sprint(l.Register.Subregions()), r.Code) {
			places = append(places, r)
		}
	}
	if inParts {
		places = append(places, l.Register.Subregions()...)
	}
	places = append(places, l.Register.AliveAt(at)...)
	rows := []string{header}
	for _, a := range places {
		within, err := l.Register.Within(a.Code)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, w := range within {
			if w.AliveAt(at) {
				n++
			}
		}
		for _, row := range own(a, n) {
			var line []string
			for _, c := range columns {
				text, ok := row[c]
				if !ok {
					text = placeCell(l, a, c)
				}
				line = append(line, `"`+text+`"`)
			}
			rows = append(rows, strings.Join(line, ","))
		}
	}
	return writtenItem(t, name, "\uFEFF"+strings.Join(rows, "\r\n")+"\r\n")
}

func placeCell(l *Loader, a area.Area, column string) string {
	region := a
	if a.Kind == area.Authority {
		region = l.Register.Country()
		if r, err := l.Register.ByCode(a.Region); err == nil {
			region = r
		}
	}
	switch column {
	case "country_code":
		return l.Register.Country().Code
	case "country_name":
		return l.Register.Country().Name
	case "geographic_level":
		return map[area.Kind]string{area.Country: "National", area.Region: "Regional", area.Subregion: "Regional", area.Authority: "Local authority"}[a.Kind]
	case "region_code":
		if a.Kind != area.Country {
			return region.Code
		}
	case "region_name":
		if a.Kind != area.Country {
			return region.Name
		}
	case "old_la_code":
		if a.Kind == area.Authority {
			return a.Code
		}
	case "new_la_code":
		if a.Kind == area.Authority {
			return a.ONS[0].Code
		}
	case "la_name":
		if a.Kind == area.Authority {
			return a.Name
		}
	}
	return ""
}

const (
	timeFirst = "time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,"
	yearFirst = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
	nameFirst = "time_period,time_identifier,geographic_level,country_code,country_name,region_name,region_code,"
)

func times(n, each int) string { return fmt.Sprint(n * each) }

// exclusionsByProvision is a whole year's file with counts; labels are the three kinds of SEN provision as it prints them.
func exclusionsByProvision(t *testing.T, l *Loader, header, year string, labels [3]string) Item {
	return eesFile(t, l, "exc_characteristics.csv", header, time.Date(2022, 8, 31, 0, 0, 0, 0, time.UTC), func(a area.Area, n int) []cells {
		var rows []cells
		for i, label := range labels {
			pupils, each := 1000*(i+1), []int{160, 200, 90}[i]
			row := cells{"time_identifier": "Academic year", "time_period": year, "education_phase": "Total", "school_type": "total",
				"characteristic_group": "SEN provision", "breakdown_topic": "SEN_provision", "characteristic": label, "breakdown": label,
				"headcount": times(n, pupils), "perm_excl": times(n, i+1), "perm_excl_rate": "0.1"}
			for _, c := range []string{"suspension", "fixed_excl"} {
				row[c] = times(n, each)
			}
			for _, c := range []string{"one_plus_susp", "one_plus_fixed"} {
				row[c] = times(n, 50*(i+1))
			}
			for _, c := range []string{"susp_rate", "fixed_excl_rate"} {
				row[c] = fmt.Sprintf("%.5f", 100*float64(each)/float64(pupils))
			}
			row["one_plus_susp_rate"] = "5.0"
			if a.Code == "202" && label == "SEN support" {
				row["suspension"], row["susp_rate"] = "c", "c"
			}
			rows = append(rows, row)
		}
		// A file is whole, so it has rows of other topics too.
		age := cells{"time_identifier": "Academic year", "time_period": year, "education_phase": "Total", "school_type": "total",
			"characteristic_group": "Age", "breakdown_topic": "Age", "characteristic": "Age 7", "breakdown": "Age 7", "headcount": times(n, 5)}
		return append(rows, age)
	})
}

func TestEveryLabelOfProvisionBecomesAValue(t *testing.T) {
	const current = timeFirst + "new_la_code,old_la_code,la_name,education_phase,characteristic_group,characteristic,headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_rate"
	const inParts = timeFirst + "old_la_code,new_la_code,la_name,education_phase,breakdown_topic,breakdown,headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_rate"
	const before = timeFirst + "new_la_code,old_la_code,la_name,school_type,characteristic_group,characteristic,headcount,perm_excl,perm_excl_rate,fixed_excl,fixed_excl_rate,one_plus_fixed"
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l,
		exclusionsByProvision(t, l, current, "202122", [3]string{"EHC plan", "SEN support", "No SEN"}),
		exclusionsByProvision(t, l, inParts, "202021", [3]string{"SEN with statement or EHC", "SEN without statement", "No SEN"}),
		exclusionsByProvision(t, l, before, "201819", [3]string{"SEN - Statement or EHCP", "SEN - SEN support", "SEN - No SEN"})))
	for _, period := range []string{"2018-19", "2020-21", "2021-22"} {
		for id, want := range map[string]float64{"X01": 10, "X02": 16, "X05": 3.33, "X05e": 5.33, "X06": 5, "X06e": 5} {
			for _, areaCode := range []string{"E92000001", "E12000007", "881"} {
				wantNumber(t, fmt.Sprintf("%s of %s in %s (D7)", id, areaCode, period), valueOf(t, db, id, areaCode, period).Value, want)
			}
		}
	}
	if got := oneText(t, db, "select count(*) from latest.exclusions_characteristics where breakdown not in ('EHC plan', 'SEN support', 'No SEN')"); got != "0" {
		t.Errorf("%s rows are of something else than SEN provision", got)
	}
	for _, id := range []string{"X01", "X05"} {
		row := valueOf(t, db, id, "202", "2021-22")
		if row.Value != nil || row.Status != "suppressed" || row.Rank != nil {
			t.Errorf("%s of Camden is %v, %s, rank %v; want suppressed, never 0, without a rank (D13)", id, row.Value, row.Status, row.Rank)
		}
	}
	if row := valueOf(t, db, "X01", "881", "2021-22"); row.Lower == nil || row.Upper == nil || *row.NRanked != 151 {
		t.Errorf("Essex has the interval %v to %v among %v", row.Lower, row.Upper, row.NRanked)
	}
}

func TestAnExclusionsFileWithARenamedColumnIsTurnedAway(t *testing.T) {
	const header = timeFirst + "old_la_code,new_la_code,la_name,education_phase,num_schools,headcount,perm_excl,perm_excl_rate,suspension_count,susp_rate,one_plus_susp,one_plus_susp_rate"
	l := newLoader(t, "england")
	r := load(t, l, eesFile(t, l, "exc_nat_region_la.csv", header, time.Now(), func(area.Area, int) []cells { return nil }))
	if !r.Rejected() || r.Published {
		t.Fatalf("the file was taken in: %v", r.Files)
	}
	for _, word := range []string{"exc_nat_region_la.csv", `"suspension_count"`, "expected the columns suspension", "suspensions and exclusions by kind of school"} {
		if !strings.Contains(r.Files[0].Reason, word) {
			t.Errorf("the message does not say %s: %s", word, r.Files[0].Reason)
		}
	}
}

func TestOldAndNewFilesByKindOfSchoolFeedOneSeries(t *testing.T) {
	l := newLoader(t, "england")
	year := func(name, header, period string) Item {
		return eesFile(t, l, name, header, time.Date(2019, 8, 31, 0, 0, 0, 0, time.UTC), func(a area.Area, n int) []cells {
			var rows []cells
			for _, phase := range []string{"Total", "State-funded primary", "special"} {
				row := cells{"time_identifier": "Academic year", "time_period": period, "education_phase": phase, "school_type": phase,
					"headcount": times(n, 1000), "num_schools": times(n, 3), "perm_excl": times(n, 1), "perm_excl_rate": "0.1"}
				row["suspension"], row["fixed_excl"], row["one_plus_susp"], row["one_plus_fixed"] = times(n, 80), times(n, 70), times(n, 30), times(n, 30)
				row["susp_rate"], row["fixed_excl_rate"], row["one_plus_susp_rate"] = "8.0", "7.0", "3.0"
				rows = append(rows, row)
			}
			return rows
		})
	}
	before := year("old.csv", timeFirst+"old_la_code,new_la_code,la_name,school_type,num_schools,headcount,perm_excl,perm_excl_rate,fixed_excl,fixed_excl_rate,one_plus_fixed", "201819")
	now := year("new.csv", timeFirst+"old_la_code,new_la_code,la_name,education_phase,num_schools,headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_rate", "201920")
	db := opened(t, l, load(t, l, before, now))
	for period, want := range map[string]float64{"2018-19": 7, "2019-20": 8} {
		for _, areaCode := range []string{"881", "E12000007", "E92000001"} {
			wantNumber(t, "X07 of "+areaCode+" in "+period, valueOf(t, db, "X07", areaCode, period).Value, want)
		}
	}
	if got := oneText(t, db, "select string_agg(distinct phase, ', ' order by phase) from latest.exclusions_geography"); got != "Primary, Special, Total" {
		t.Errorf("kinds of school are %s", got)
	}
}

// zipped puts an item into a ZIP under another name.
func zipped(t *testing.T, item Item, name string) Item {
	t.Helper()
	text, err := os.ReadFile(item.Path)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := zip.NewWriter(f)
	member, err := w.Create("ap_placements_ap_census.csv")
	if err == nil {
		_, err = member.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return Item{Path: path, Name: name}
}

func TestAZipCalledGzIsReadForItsRowsOfEverybody(t *testing.T) {
	l := newLoader(t, "england")
	last := l.Register.AliveAt(time.Date(2023, 1, 31, 0, 0, 0, 0, time.UTC))
	spare := 40904 - 100*len(last)
	inside := func(a area.Area, n int) int {
		pupils := 100 * n
		if a.Code == "881" || a.Code == "E12000006" || a.Kind == area.Country {
			pupils += spare
		}
		return pupils
	}
	census := eesFile(t, l, "census.csv", nameFirst+"old_la_code,la_name,new_la_code,gender,age,ethnicity_minor,fsm,number_of_pupils",
		time.Date(2023, 1, 31, 0, 0, 0, 0, time.UTC), func(a area.Area, n int) []cells {
			year := cells{"time_period": "202223", "time_identifier": "Academic year"}
			row := func(gender, age string, pupils int) cells {
				return cells{"time_period": year["time_period"], "time_identifier": year["time_identifier"], "gender": gender, "age": age,
					"ethnicity_minor": "Total", "fsm": "Total", "number_of_pupils": fmt.Sprint(pupils)}
			}
			return []cells{row("Boys", "Age 1", 0), row("Other", "Total", 2), row("Total", "Total", inside(a, n))}
		})
	db := opened(t, l, load(t, l, zipped(t, census, "ap_placements_ap_census.csv.gz")))
	wantNumber(t, "pupils in AP that authorities pay for", valueOf(t, db, "P03p", "E92000001", "2023-01").Value, 40904)
	wantNumber(t, "pupils in AP that Camden pays for", valueOf(t, db, "P03p", "202", "2023-01").Value, 100)
}
