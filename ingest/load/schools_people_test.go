package load

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"inclusion/internal/area"
)

// pupilsWide is the layout of pupils by SEN provision to the 2025 release, with one authority's plans not available and
// another's not applicable; this publication prints the two symbols the other way round.
func pupilsWide(t *testing.T, l *Loader) Item {
	return eesFile(t, l, "sen_phase_type_.csv", nameFirst+"old_la_code,la_name,new_la_code,phase_type_grouping,type_of_establishment,hospital_school,total_pupils,sen_support,ehc_plan,sen_support_percent,ehc_plan_percent",
		time.Date(2023, 1, 31, 0, 0, 0, 0, time.UTC), func(a area.Area, n int) []cells {
			row := func(phase, kind string, pupils, support, plans int) cells {
				return cells{"time_period": "202223", "time_identifier": "Academic year", "phase_type_grouping": phase, "type_of_establishment": kind,
					"hospital_school": "Total", "total_pupils": times(n, pupils), "sen_support": times(n, support), "ehc_plan": times(n, plans),
					"sen_support_percent": fmt.Sprintf("%.2f", 100*float64(support)/float64(pupils)), "ehc_plan_percent": fmt.Sprintf("%.2f", 100*float64(plans)/float64(pupils))}
			}
			total := row("Total", "Total", 10000, 1304, 429)
			switch a.Code {
			case "202":
				total["ehc_plan"], total["ehc_plan_percent"] = "z", "z"
			case "203":
				total["ehc_plan"], total["ehc_plan_percent"] = "x", "x"
			}
			return []cells{total, row("State-funded AP school", "Total", 87, 50, 20), row("State-funded primary", "Academy", 400, 50, 20)}
		})
}

// pupilsTidy is the layout from the 2026 release: a row a provision, constituencies among the rows, a nameless first column.
func pupilsTidy(t *testing.T, l *Loader) Item {
	return eesFile(t, l, "sen_provision.csv", ","+nameFirst+"old_la_code,la_name,new_la_code,pcon_code,pcon_name,phase_type_grouping,establishment_type,hospital_school,sen_provision,pupil_count,pupil_percent",
		time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), func(a area.Area, n int) []cells {
			var rows []cells
			for provision, share := range map[string]int{"Total": 1000, "Education, health and care plan": 55, "SEN support": 145, "No SEN": 800} {
				row := cells{"": "1", "time_period": "202526", "time_identifier": "Academic year", "pcon_code": "", "pcon_name": "", "phase_type_grouping": "Total",
					"establishment_type": "Total", "hospital_school": "Total", "sen_provision": provision, "pupil_count": times(n, share), "pupil_percent": fmt.Sprintf("%.1f", float64(share)/10)}
				rows = append(rows, row)
				if a.Code == "202" {
					constituency := cells{"geographic_level": "Parliamentary constituency", "pcon_code": "E14001290"}
					for k, v := range row {
						if _, ok := constituency[k]; !ok {
							constituency[k] = v
						}
					}
					rows = append(rows, constituency)
				}
			}
			return rows
		})
}

// people is a file of Nomis: mid-2022, 1,000 children under 16 and 500 from 16 to 24 in every authority of today.
func people(t *testing.T, l *Loader) Item {
	rows := []string{`"DATE","DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","GENDER","GENDER_NAME","C_AGE","C_AGE_NAME","MEASURES","MEASURES_NAME","OBS_VALUE","OBS_STATUS","RECORD_COUNT"`}
	for _, a := range l.Register.Current() {
		for _, c := range []struct {
			code, ages, people string
		}{{"201", "Aged 0 to 15", "1000"}, {"250", "Aged 16-24", "500"}, {"126", "Age 25", "70"}} {
			rows = append(rows, fmt.Sprintf(`2022,"2022",%q,%q,0,"Total",%s,%q,20100,"Value",%s,"A",459`, a.Name, a.ONS[len(a.ONS)-1].Code, c.code, c.ages, c.people))
		}
	}
	return writtenItem(t, "nomis.csv", strings.Join(rows, "\n")+"\n")
}

func TestPupilsAndPeopleAreWhatRatesAreOutOf(t *testing.T) {
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l, realFile(t, "ehc-plans/sen2_mi_2014-2022.csv"), realFile(t, "ap/spc_school_ap_placement.csv"),
		pupilsWide(t, l), pupilsTidy(t, l), people(t, l)))
	for _, c := range []struct {
		id, area, period string
		want             float64
	}{
		{"S12", "E92000001", "2023-01", 4.29}, {"S12b", "E92000001", "2023-01", 13.04}, {"S12b", "881", "2023-01", 13.04},
		{"S12", "202", "2026-01", 5.5}, {"S12b", "E12000007", "2026-01", 14.5},
		{"P01", "202", "2023-01", 87}, {"P01r", "202", "2023-01", 87}, {"P02r", "202", "2023-01", 41},
		{"S05", "202", "2022", 135.33},       // 203 requests, 1,500 people
		{"S05", "909", "2022", 261},          // Cumbria's 783 requests, the people of Cumberland and of Westmorland and Furness
		{"S05", "E92000001", "2022", 498.83}, // 114,482 requests, 153 authorities of 1,500
	} {
		wantNumber(t, fmt.Sprintf("%s of %s in %s", c.id, c.area, c.period), valueOf(t, db, c.id, c.area, c.period).Value, c.want)
	}
	t.Run("this publication's x is not applicable and its z not available (GE-2)", func(t *testing.T) {
		for areaCode, want := range map[string]string{"202": "not available", "203": "not applicable"} {
			if row := valueOf(t, db, "S12", areaCode, "2023-01"); row.Value != nil || row.Status != want {
				t.Errorf("%s has %v, %s; want %s", row.AreaName, row.Value, row.Status, want)
			}
		}
	})
}

const reportsHeader = "la_code,ons_code,la_name,region_code,inspection_start,inspection_end,published,outcome_grade,outcome_label,next_step,priority_action_plan,previous_inspection,report_url,source,outcome_text\n"

func TestEveryInspectionIsKept(t *testing.T) {
	l := newLoader(t, "england")
	report := func(published, grade, previous string) string {
		return reportsHeader + "202,E09000007,Camden,GL," + previous + ",," + published + "," + grade + ",Some label,Next step,," + previous + ",https://example.org/" + published + ",index.html,Some words.\n"
	}
	earlier := load(t, l, writtenItem(t, "first.csv", report("2024-03-01", "3", "01/01/1900")))
	if earlier.Rejected() {
		t.Fatalf("the first file was not taken in: %v", earlier.Files)
	}
	db := opened(t, l, load(t, l, writtenItem(t, "second.csv", report("2026-05-01", "", "1900-01-01"))))
	for query, want := range map[string]string{
		"select string_agg(published || ' ' || outcome, '; ' order by published) from latest.inspections where area_code = '202'": "2024-03-01 Some label; 2026-05-01 Outcome not read",
		"select string_agg(priority_action_plan, '; ' order by published) from latest.inspections where area_code = '202'":        "implied by the outcome; not read",
		"select count(started) + count(previous) from latest.inspections where area_code = '202'":                                 "0",
		"select string_agg(published::date::varchar, ' ' order by published) from edition where source = 'inspections'":           "2024-03-01 2026-05-01",
	} {
		if got := oneText(t, db, query); got != want {
			t.Errorf("%s\n is %s, want %s", query, got, want)
		}
	}
}
