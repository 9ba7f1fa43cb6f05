package api

import (
	"strings"
	"testing"
)

type signal struct {
	Theme, State         string
	Level                *int
	Available, Published int
	OfSet                int `json:"of_set"`
	Bands                []int
	Newest               *string `json:"newest_period"`
	Parts                []struct {
		Code, Item, Status string
		Band               *int
	}
}

func signals(t *testing.T, address string) (all []signal) {
	t.Helper()
	var body struct{ Data []signal }
	parse(t, get(site(t, loaded(t, "england")), address).Body.Bytes(), &body)
	return body.Data
}

// In the small England Camden has two figures of T5's seven: 60.0% of plans in time, the best of five and under 90%, and 5.0% after
// a year, on the cut point of the better quarter. Two make no signal.
func TestTheSignalsOfAnAreaAreGivenByTheme(t *testing.T) {
	all := signals(t, "/areas/202/signals")
	if len(all) != 10 || all[4].Theme != "T5" {
		t.Fatalf("%d themes: %+v", len(all), all)
	}
	t5 := all[4]
	if t5.State != "partial" || t5.Level != nil || t5.Available != 2 || t5.Published != 2 || t5.OfSet != 7 || len(t5.Bands) != 2 || t5.Bands[0] != 3 || t5.Bands[1] != 4 {
		t.Errorf("T5 is %+v", t5)
	}
	if len(t5.Parts) != 7 || t5.Parts[0].Code != "S01" || t5.Parts[0].Status != "compared" || t5.Parts[0].Band == nil || *t5.Parts[0].Band != 3 {
		t.Errorf("T5 is made of %+v", t5.Parts)
	}
	if first := all[0]; first.Theme != "T1" || first.State != "no public data" || first.Newest != nil || first.Bands == nil || len(first.Parts) != 0 {
		t.Errorf("T1 is %+v", first)
	}
}

func TestAnAreaThatIsNotRankedHasSignalsOnlyAmongAll(t *testing.T) {
	for pool, want := range map[string]string{"default": "left out", "all": "too few"} { // four plans are too few for any quarter
		if got := signals(t, "/areas/201/signals?pool="+pool)[4]; got.State != want || got.Available != 0 {
			t.Errorf("among %s, the City of London's T5 is %+v, want %s", pool, got, want)
		}
	}
}

func TestARegionHasNoSignalsAndACSVNamesTheParts(t *testing.T) {
	if got := signals(t, "/areas/E12000007/signals"); got == nil || len(got) != 0 {
		t.Errorf("a region has signals: %+v", got)
	}
	table := get(site(t, loaded(t, "england")), "/areas/202/signals.csv").Body.String()
	if !strings.Contains(table, "partial,,2,2,7,3 4,2024,2024,S01 S03 S04 S07 S08b S09 S10") {
		t.Errorf("the CSV is\n%s", table)
	}
}

func TestTheThemesAreGivenWithWhatABoardCanCount(t *testing.T) {
	r := site(t, loaded(t, "england"))
	var body struct {
		Data []struct {
			ID, Question string
			Scored       []struct {
				Code       string
				Indicators []string
			}
			Local []struct{ Code, Name string }
		}
	}
	parse(t, get(r, "/themes").Body.Bytes(), &body)
	if len(body.Data) != 10 || body.Data[9].ID != "T10" || body.Data[0].Local[0].Name != "Key posts that are vacant" {
		t.Fatalf("%+v", body.Data)
	}
	if a03 := body.Data[6].Scored[3]; a03.Code != "A03" || strings.Join(a03.Indicators, " ") != "A03e A03s" {
		t.Errorf("the fourth item of T7 is %+v", a03)
	}
}

func TestDataQualityIsGivenBySource(t *testing.T) {
	table := get(site(t, loaded(t, "england")), "/areas/390/data-quality.csv").Body.String()
	if !strings.Contains(table, "390,Gateshead,ehc-plans,2,0,2023,2023-12-31") { // suppressed in 2024
		t.Errorf("Gateshead's is\n%s", table)
	}
}
