package area_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"inclusion/internal/area"
)

func TestEverySpellingNamesItsArea(t *testing.T) {
	r := area.England()
	all := append(append(r.Authorities(), r.Regions()...), append(r.Subregions(), r.Country())...)
	for _, a := range all {
		at := date(t, "2025-01-16")
		if a.Ended() {
			at = a.To
		}
		for _, name := range append([]string{a.Name, strings.ToUpper(a.Name) + " ", a.Name + "7"}, a.Aliases...) {
			if got, err := r.ByName(name, at); err != nil || got.Code != a.Code {
				t.Errorf("ByName(%q) = %s, %v; want %s", name, got.Label(), err, a.Label())
			}
		}
	}
}

func TestSpellingsSeenInPublishedFiles(t *testing.T) {
	for name, want := range map[string]string{
		"Durham": "840", "Herefordshire": "884", "Herefordshire, County of": "884", "Bedford Borough": "822",
		"Kingston Upon Hull, City of": "810", "Kingston upon Hull City of": "810", "Kingston upon Hull": "810", "Hull": "810",
		"Bristol City of": "801", "Bristol": "801", "Bristol, City of": "801", "St Helens": "342", "St. Helens": "342",
		"Bournemouth Christchurch and Poole": "839", "Bournemouth, Christchurch & Poole": "839",
		"Bournemouth, Christchurch and Poole5": "839", "North Northamptonshire7": "940", "Cumberland8": "942",
		"Westmorland and Furness8": "943", "Cheshire West And Chester": "896", "Dorset (New, LA code 838)": "838",
		"Stoke": "861", "Telford": "894", "Newcastle": "391", "NE Lincolnshire": "812", "Leicesteshire": "855",
		"Sunderland/TfChildren": "394", "Telford & Wrekin": "894", "Isles Of Scilly": "420", "Stoke on Trent": "861",
		"Yorkshire and the Humber": "E12000003", "EAST MIDLANDS ": "E12000004", "EAST OF ENGLAND": "E12000006",
		"INNER LONDON ": "E13000001", "London (Inner)": "E13000001", "London (Outer)": "E13000002", "LONDON": "E12000007",
		"England Total": "E92000001", "England Total4": "E92000001", "England Total4,9": "E92000001", "ENGLAND": "E92000001",
	} {
		if got, err := area.England().ByName(name, date(t, "2024-06-01")); err != nil || got.Code != want {
			t.Errorf("ByName(%q) = %s, %v; want %s", name, got.Label(), err, want)
		}
	}
}

func TestDorsetIsToldByItsDate(t *testing.T) {
	for day, want := range map[string]string{
		"2014-01-01": "835", "2018-12-31": "835", "2019-03-31": "835", "2019-04-01": "838", "2025-01-16": "838",
	} {
		if got, err := area.England().ByName("Dorset6", date(t, day)); err != nil || got.Code != want {
			t.Errorf("Dorset on %s is %s, %v; want %s", day, got.Label(), err, want)
		}
	}
	evening := time.Date(2019, time.March, 31, 23, 30, 0, 0, time.UTC)
	if got, err := area.England().ByName("Dorset", evening); err != nil || got.Code != "835" {
		t.Errorf("Dorset on its last evening is %s, %v; want 835", got.Label(), err)
	}
}

func TestANameWithoutADateMustBelongToOneArea(t *testing.T) {
	if got, err := area.England().ByName("Cumbria8", time.Time{}); err != nil || got.Code != "909" {
		t.Errorf("Cumbria without a date is %s, %v; want 909", got.Label(), err)
	}
	_, err := area.England().ByName("Dorset", time.Time{})
	refused(t, err, area.ErrAmbiguous, "Dorset (835, to 2019-03-31) and Dorset (838, from 2019-04-01)")
}

func TestWhatTheRegisterDoesNotKnowIsRefusedWithTheNearest(t *testing.T) {
	r, at := area.England(), date(t, "2024-06-01")
	_, err := r.ByName("Cambden", at)
	refused(t, err, area.ErrUnknown, `no area is called "Cambden" in the register of England; the nearest are Camden (202)`)
	_, err = r.ByName("", at)
	refused(t, err, area.ErrUnknown, `no area is called ""`)
	_, err = r.ByCode("2O2")
	refused(t, err, area.ErrUnknown, `no area has the code "2O2" in the register of England; the nearest are Camden (202), Wandsworth (212) and City of London (201)`)
	for _, lookup := range []func(string) ([]area.Area, error){r.Within, r.Predecessors, r.Successors} {
		_, err = lookup("999")
		refused(t, err, area.ErrUnknown, `"999"`)
	}
}

func TestAnAreaThatIsNotThereSaysWhoWas(t *testing.T) {
	_, err := area.England().ByName("Cumbria", date(t, "2024-06-01"))
	refused(t, err, area.ErrNotAlive, "Cumbria (909, to 2023-03-31), not there on 2024-06-01; in its place there was "+
		"Cumberland (942, from 2023-04-01) and Westmorland and Furness (943, from 2023-04-01)")
	_, err = area.England().ByName("West Northamptonshire", date(t, "2020-01-16"))
	refused(t, err, area.ErrNotAlive, "in its place there was Northamptonshire (928, to 2021-03-31)")
}

func TestAreasOlderThanEverySeriesAreRecognisedAndLeftOut(t *testing.T) {
	_, err := area.England().ByCode("820")
	refused(t, err, area.ErrBeforeSeries, "Bedfordshire (820, to 2009-03-31)")
	_, err = area.England().ByName("Cheshire (Pre LGR 2009)", date(t, "2007-01-18"))
	refused(t, err, area.ErrBeforeSeries, "Cheshire (875, to 2009-03-31)")
}

func TestAPublishedRowIsHeldToItsCode(t *testing.T) {
	r := area.England()
	for _, row := range []struct{ code, ons, name, want string }{
		{"202", "E09000007", "Camden", "202"},
		{"825", "E10000002", "Buckinghamshire", "825"},
		{"825", "E06000060", "Buckinghamshire", "825"},
		{"835", "E10000009", "Dorset", "835"},
		{"838", "E10000009", "Dorset", "838"}, // the inspection list keeps the old ONS code
		{"942", "E10000006", "Cumberland", "942"},
		{"810", "", "Kingston Upon Hull, City of", "810"},
		{"202", ".", "", "202"},
		{"E13000001", "E13000001", "Inner London", "E13000001"},
	} {
		if got, err := r.Resolve(row.code, row.ons, row.name); err != nil || got.Code != row.want {
			t.Errorf("Resolve(%q, %q, %q) = %s, %v; want %s", row.code, row.ons, row.name, got.Label(), err, row.want)
		}
	}
	// The tribunal tables swap these two codes.
	_, err := r.Resolve("873", "", "Central Bedfordshire")
	refused(t, err, area.ErrDisagree, `the code of Cambridgeshire (873) and the name "Central Bedfordshire", which is Central Bedfordshire (823)`)
	_, err = r.Resolve("202", "E09000008", "Camden")
	refused(t, err, area.ErrDisagree, `the code of Camden (202) and the ONS code "E09000008"`)
	_, err = r.Resolve("202", "", "Camelot")
	refused(t, err, area.ErrDisagree, "which no area has")
	_, err = r.Resolve("", "E09000007", "Camden")
	refused(t, err, area.ErrUnknown, `no area has the code ""`)
}

func TestNameKeyBringsSpellingsTogether(t *testing.T) {
	for name, want := range map[string]string{
		"Dorset6": "dorset", "England Total4,9": "england total", "St. Helens": "st helens", "St.Helens": "st helens",
		"Brighton & Hove": "brighton and hove", "Brighton&Hove": "brighton and hove",
		"  Kingston upon  Hull,\u00a0City of ": "kingston upon hull city of", "Stoke-on-Trent": "stoke on trent",
		"Poole⁵": "poole", "Dorset (New, LA code 838)": "dorset (new la code 838)", "\ufeffCamden": "camden",
		"2024": "2024", "": "",
	} {
		got := area.NameKey(name)
		if got != want {
			t.Errorf("NameKey(%q) = %q, want %q", name, got, want)
		}
		if again := area.NameKey(got); again != got {
			t.Errorf("NameKey(%q) = %q, want it unchanged", got, again)
		}
	}
}

func refused(t *testing.T, err, kind error, says string) {
	t.Helper()
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Errorf("got error %v; want one that is %q and says %q", err, kind, says)
	}
}
