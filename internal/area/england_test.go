package area_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/area"
)

func TestEnglandHas153AuthoritiesNowAnd158InAll(t *testing.T) {
	r := area.England()
	counts := map[string]int{
		"in all": len(r.Authorities()), "current": len(r.Current()), "regions": len(r.Regions()),
		"subregions": len(r.Subregions()), "expert partnerships": len(r.Partnerships()),
	}
	want := map[string]int{"in all": 158, "current": 153, "regions": 9, "subregions": 2, "expert partnerships": 9}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if got := r.Country(); got.Code != "E92000001" || got.Name != "England" {
		t.Errorf("the country is %s", got.Label())
	}
}

// The Department's SEN2 statistics count 151 to 153 authorities, by year.
func TestAuthoritiesAliveByYear(t *testing.T) {
	for day, want := range map[string]int{
		"2018-01-18": 152, "2019-03-31": 152, "2019-04-01": 151, "2021-03-31": 151,
		"2021-04-01": 152, "2023-03-31": 152, "2023-04-01": 153, "2025-01-16": 153,
	} {
		if got := len(area.England().AliveAt(date(t, day))); got != want {
			t.Errorf("on %s there are %d authorities, want %d", day, got, want)
		}
	}
}

func TestEveryRegionHoldsItsAuthorities(t *testing.T) {
	want := map[string]int{ // current authorities
		"E12000001": 12, "E12000002": 24, "E12000003": 15, "E12000004": 10, "E12000005": 14,
		"E12000006": 11, "E12000007": 33, "E12000008": 19, "E12000009": 15, "E92000001": 153,
	}
	for code, n := range want {
		within, err := area.England().Within(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(slices.DeleteFunc(within, area.Area.Ended)); got != n {
			t.Errorf("%s holds %d current authorities, want %d", code, got, n)
		}
	}
}

func TestInnerAndOuterLondon(t *testing.T) {
	for code, want := range map[string][]string{
		"E13000001": {"201", "202", "204", "205", "206", "207", "208", "209", "210", "211", "212", "213", "309", "316"},
		"E13000002": {"203", "301", "302", "303", "304", "305", "306", "307", "308", "310", "311", "312", "313", "314",
			"315", "317", "318", "319", "320"},
	} {
		within, err := area.England().Within(code)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, codes(within)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", code, diff)
		}
	}
}

func TestHistoriesRunBothWays(t *testing.T) {
	successors := map[string][]string{
		"835": {"838", "839"}, "836": {"839"}, "837": {"839"}, "928": {"940", "941"}, "909": {"942", "943"}, "202": nil,
	}
	for code, want := range successors {
		got, err := area.England().Successors(code)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, codes(got)); diff != "" {
			t.Errorf("successors of %s (-want +got):\n%s", code, diff)
		}
	}
	predecessors := map[string][]string{
		"838": {"835"}, "839": {"835", "836", "837"}, "940": {"928"}, "941": {"928"}, "942": {"909"}, "943": {"909"}, "202": nil,
	}
	for code, want := range predecessors {
		got, err := area.England().Predecessors(code)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, codes(got)); diff != "" {
			t.Errorf("predecessors of %s (-want +got):\n%s", code, diff)
		}
	}
}

func TestAnAuthorityIsFoundByEveryONSCodeItHad(t *testing.T) {
	for code, ons := range map[string][]string{
		"825": {"E10000002", "E06000060"}, "815": {"E10000023", "E06000065"}, "933": {"E10000027", "E06000066"},
		"370": {"E08000016", "E08000038"}, "373": {"E08000019", "E08000039"}, "390": {"E08000020", "E08000037"},
		"929": {"E06000048", "E06000057"}, "202": {"E09000007"},
	} {
		for _, o := range ons {
			if got, err := area.England().ByCode(o); err != nil || got.Code != code {
				t.Errorf("ByCode(%s) = %s, %v; want %s", o, got.Label(), err, code)
			}
		}
	}
}

func TestExpertPartnershipsAre32Areas(t *testing.T) {
	want := map[string][]string{
		"north-east": {"805", "840", "390", "808"}, "north-west": {"352", "353", "354", "358"},
		"yorkshire-and-the-humber": {"384", "380", "381", "383"}, "east-midlands": {"856", "855", "857"},
		"west-midlands": {"894", "884", "893", "885"}, "east-of-england": {"822", "823", "821"},
		"london": {"302", "202", "308", "206"}, "south-east": {"851", "846", "845", "938"}, "south-west": {"916", "866"},
	}
	got, members := map[string][]string{}, 0
	for _, p := range area.England().Partnerships() {
		got[p.ID] = p.Codes()
		members += len(p.Members)
		for _, m := range p.Members {
			if of, ok := area.England().PartnershipOf(m.Code); !ok || of.ID != p.ID {
				t.Errorf("%s is in %q, want %q", m.Code, of.ID, p.ID)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	if members != 32 {
		t.Errorf("%d members, want 32", members)
	}
	if p, ok := area.England().PartnershipOf("330"); ok {
		t.Errorf("Birmingham is in %s, want none", p.ID)
	}
}

func TestExpertPartnershipsAreLedByOneOrLedTogether(t *testing.T) {
	for _, p := range area.England().Partnerships() {
		roles := map[area.Role]int{}
		for _, m := range p.Members {
			roles[m.Role]++
		}
		together := p.ID == "east-midlands" || p.ID == "south-west"
		if together && roles[area.JointLead] != len(p.Members) || !together && roles[area.Lead] != 1 {
			t.Errorf("%s has roles %v", p.ID, roles)
		}
	}
}

func TestOnlyTheTwoTiniestAuthoritiesAreLeftOut(t *testing.T) {
	var left []string
	for _, a := range area.England().Authorities() {
		if a.LeftOut {
			left = append(left, a.Code)
		}
	}
	if diff := cmp.Diff([]string{"201", "420"}, left); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

func codes(areas []area.Area) []string {
	var found []string
	for _, a := range areas {
		found = append(found, a.Code)
	}
	return found
}

func date(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02", day)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
