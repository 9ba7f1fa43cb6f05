package page

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/compare"
	"inclusion/internal/warehouse"
)

//go:embed testdata/inclusion.sql
var inclusionFigures string

var inclusionWarehouse = warehouseOnce(inclusionFigures)

// inclusionSite is the pages over the small invented England with figures of pupils by need, alternative provision and places.
func inclusionSite(t *testing.T) indicatorSite {
	t.Helper()
	return newIndicatorSite(t, folderOf(t, inclusionWarehouse), nil)
}

func counts(part, whole float64) warehouse.GroupRate {
	rate := 100 * part / whole
	return warehouse.GroupRate{Part: &part, Whole: &whole, Rate: &rate}
}

func rateAlone(rate float64) warehouse.GroupRate {
	return warehouse.GroupRate{Rate: &rate, Symbol: "x"}
}

// The intervals are worked by hand. 40 of 200 against 20 of 400 is 20 against 5 of 100, so 4 times. For events the standard error
// of the log is √(1/40 + 1/20) = 0.2739, so the factor is e^(1.96 × 0.2739) = 1.710: 2.339 to 6.842. For children it is
// √(1/40 − 1/200 + 1/20 − 1/400) = 0.2598, the factor 1.664: 2.404 to 6.656.
func TestARatioIsMadeOfCountsAndHasAnIntervalOnlyWhereTheyArePublished(t *testing.T) {
	for _, c := range []struct {
		name, kind  string
		group, none warehouse.GroupRate
		times, span string
		why         string
	}{
		{"events", compare.GapOfEvents, counts(40, 200), counts(20, 400), "4.0 times", "2.3 to 6.8", ""},
		{"children", compare.GapOfChildren, counts(40, 200), counts(20, 400), "4.0 times", "2.4 to 6.7", ""},
		{"few events", compare.GapOfEvents, counts(3, 50), counts(20, 400), "1.2 times", "0.4 to 4.0", "rests on fewer than 10: too few to be sure"},
		{"nobody with needs", compare.GapOfEvents, counts(0, 50), counts(20, 400), "0.0 times", "", "no interval: a count is 0"},
		{"nobody without", compare.GapOfEvents, counts(4, 40), counts(0, 100), "no ratio: the rate of pupils without SEN is 0", "", "no ratio: the rate of pupils without SEN is 0"},
		{"rates alone", compare.GapOfEvents, rateAlone(4.702), rateAlone(1.225), "3.8 times", "", "no interval: the counts are not published"},
		{"tiny rates alone", compare.GapOfEvents, rateAlone(0.156), rateAlone(0.008), "19.5 times", "", "no interval: the counts are not published; rough, because rates this small are rounded"},
		{"half days", compare.GapOfSessions, counts(900, 10000), counts(600, 10000), "1.5 times", "", "no interval: a child’s missed half days come together"},
		{"no rate", compare.GapOfChildren, warehouse.GroupRate{}, rateAlone(1), "no ratio: a rate is missing", "", "no ratio: a rate is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ratioOf(c.kind, c.group, c.none)
			if r.words() != c.times || r.Why != c.why {
				t.Errorf("says %q because %q, want %q because %q", r.words(), r.Why, c.times, c.why)
			}
			if got := r.cell(c.why).Detail; r.Known && got != c.span {
				t.Errorf("the interval is %q, want %q", got, c.span)
			}
		})
	}
}

func TestGapsStandBesideTheRatesTheyAreMadeOf(t *testing.T) {
	page := inclusionSite(t).get(t, "/areas/101/inclusion")
	want := [][]string{
		{"Pupils", "Rate", "Bars from zero", "Gap to no SEN", "Ratio with 95% interval", "England’s ratio"},
		{"Suspensions per 100 pupils, autumn 2023/24"},
		{"No SEN", "5.00 20 among 400 pupils", "", "", "", ""},
		{"SEN support", "20.00 40 among 200 pupils", "", "15.00 higher", "4.0 times 2.3 to 6.8", "3.0 times 2.5 to 3.7"},
		{"EHC plan", "6.00 3 among 50 pupils", "", "1.00 higher", "1.2 times 0.4 to 4.0; rests on fewer than 10: too few to be sure", "2.8 times 2.1 to 3.6"},
	}
	got := page.rows(t, "Suspensions of pupils with and without special educational needs: Alderbrook")
	if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{
		"Alderbrook: pupils with SEN support were suspended 4.0 times as often as pupils without SEN, pupils with an EHC plan 1.2 times, in autumn 2023/24; England 3.0 and 2.8.",
		"Chance alone could put the ratio for SEN support anywhere between 2.3 and 6.8 (95% interval).",
		"Alderbrook: pupils with SEN support missed 1.5 times as much school as pupils without SEN, pupils with an EHC plan 2.0 times, in 2023/24.",
		"England’s rates by special educational need are not in these data.",
	} {
		if !strings.Contains(page.words("main"), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestGapsWithoutCountsOrWithoutAnybodySaySo(t *testing.T) {
	site := inclusionSite(t)
	for address, wants := range map[string][]string{
		"/areas/102/inclusion": {"Bournley: pupils with SEN support were suspended 4.0 times as often", "The publisher prints rates and no counts here, so no interval can be worked out",
			"Suspensions per 100 pupils, autumn 2023/24 no interval: the counts are not published", "EHC plan 5.00 4.00 higher 5.0 times 2.8 times"},
		"/areas/103/inclusion": {"Christow, suspensions: no ratio: the rate of pupils without SEN is 0, autumn 2023/24."},
		"/areas/104/inclusion": {"No figures yet, because the editions that are loaded do not hold it."},
	} {
		text := site.get(t, address).words("main")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%.3000s", address, want, text)
			}
		}
	}
}

func TestSuspensionsAreFollowedThroughTheSameTerm(t *testing.T) {
	page := inclusionSite(t).get(t, "/areas/101/inclusion")
	rows := page.rows(t, "Suspensions, SEN support and Suspensions, EHC plans: Alderbrook")
	var periods []string
	for _, row := range rows[1:] {
		periods = append(periods, row[0])
	}
	if want := []string{"autumn 2023/24", "autumn 2022/23"}; !cmp.Equal(periods, want) {
		t.Errorf("the table holds %v, want %v", periods, want)
	}
}

func TestAlternativeProvisionSaysWhatIsPublishedAndWhatToAsk(t *testing.T) {
	page := inclusionSite(t).get(t, "/areas/101/inclusion")
	want := [][]string{
		{"Kind of setting", "Alderbrook Placed by schools, January 2024", "England Placed by schools, January 2024", "Alderbrook Paid for by the LA, January 2024"},
		{"Registered school", "30 75.0%", "200 50.0%", "24 96.0%"},
	}
	if diff := cmp.Diff(want, page.rows(t, "Kinds of alternative provision: Alderbrook")[:2]); diff != "" {
		t.Error(diff)
	}
	text := page.words("main")
	for _, want := range []string{
		"Alderbrook: 10 of the 40 pupils placed by schools were outside a registered school in January 2024; 1 of the 25 placements paid for by the LA were outside",
		"The authority returned 25 placements that it pays for, in January 2024. Schools returned 40 pupils that they placed, in January 2024.",
		"Commissioned: who decides, buys and pays Not published area by area.",
		"Overseen: who checks it Not published.",
		"What to ask the partnership",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestPlacesAreAMixBesideEnglandNowAndTheAreaBefore(t *testing.T) {
	page := inclusionSite(t).get(t, "/areas/101/needs")
	rows := page.rows(t, "Where children and young people with a plan learn: Alderbrook")
	want := [][]string{
		{"Share of plans", "Alderbrook January 2025", "England January 2025", "Alderbrook January 2024"},
		{"In mainstream schools", "40.0% 80 of 200 plans", "38.0%", "43.8%"},
	}
	if diff := cmp.Diff(want, rows[:2]); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{
		"Alderbrook, January 2025: 40.0% in mainstream schools (England 38.0%), then 30.0% in state special schools (England 25.0%).",
		"Made of 200 plans in force, counted on one day: one child moves a share by 0.50 percentage points.",
	} {
		if !strings.Contains(page.words("main"), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestWhatIsSharesOfAWholeIsOneClickFromTheOverview(t *testing.T) {
	for _, s := range needsSections {
		for i, id := range s.Indicators {
			mix := onNeeds(id)
			if inMix := i < needsMixes[s.ID].of; (mix != nil) != inMix || inMix && mix.ID != s.ID {
				t.Errorf("%s of section %s: on the page about needs as a share: %v", id, s.ID, mix)
			}
		}
	}
}

// Every indicator that a section names is in the catalogue: the page and its workbook are made of them.
func TestSectionsNameIndicatorsOfTheCatalogue(t *testing.T) {
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(inclusionSections, needsSections...) {
		for _, id := range s.Indicators {
			if catalogue[id].ID == "" {
				t.Errorf("section %s names %s, which is not in the catalogue", s.ID, id)
			}
		}
	}
}

func TestSuspendedPupilsAreNotMoney(t *testing.T) {
	for words, want := range map[string]string{
		"pupils with SEN support suspended at least once": "1,078", "suspensions": "1,078", "spending on high needs": "£1,078", "top-ups to special schools": "£1,078",
	} {
		if got := amount(1078, words); got != want {
			t.Errorf("%q is written %q, want %q", words, got, want)
		}
	}
}
