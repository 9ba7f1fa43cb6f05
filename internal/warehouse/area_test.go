package warehouse

import (
	"testing"
	"time"
)

var (
	ended = time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)
	some  = []Area{
		{Code: "E92000001", Name: "England", Level: "country"},
		{Code: "E12000007", Name: "London", Level: "region"},
		{Code: "201", Name: "City of London", Level: "authority"},
		{Code: "202", Name: "Camden", Level: "authority"},
		{Code: "391", Name: "Newcastle upon Tyne", Level: "authority"},
		{Code: "810", Name: "Kingston upon Hull, City of", Level: "authority"},
		{Code: "822", Name: "Bedford", Level: "authority"},
		{Code: "823", Name: "Central Bedfordshire", Level: "authority"},
		{Code: "835", Name: "Dorset", Level: "authority", To: &ended},
		{Code: "838", Name: "Dorset", Level: "authority"},
		{Code: "837", Name: "Bournemouth", Level: "authority", To: &ended},
		{Code: "839", Name: "Bournemouth, Christchurch and Poole", Level: "authority"},
		{Code: "928", Name: "Northamptonshire", Level: "authority", To: &ended},
	}
	spellings = func(code string) []string {
		return map[string][]string{"391": {"Newcastle"}, "810": {"Hull"}}[code]
	}
)

func TestASearchFindsAnAreaByCodeNameOrOtherSpelling(t *testing.T) {
	for query, want := range map[string]string{
		"Camden": "202", "  camden ": "202", "202": "202", "e92000001": "E92000001", "Newcastle": "391", "hull": "810", "Bedford": "822", "London": "E12000007",
		"Dorset": "838", "Northamptonshire": "928", "Bournemouth, Christchurch & Poole": "839",
	} {
		if got := FindAreas(some, spellings, query); got.Exact == nil || got.Exact.Code != want {
			t.Errorf("%q means %+v, want %s", query, got.Exact, want)
		}
	}
}

func TestASearchThatMeansSeveralAreasListsThem(t *testing.T) {
	for query, want := range map[string][]string{"bed": {"822", "823"}, "city of": {"201", "810"}, "bournemouth": {"837", "839"}, "": nil, "  ": nil} {
		got := FindAreas(some, spellings, query)
		if got.Exact != nil || len(got.Hits) != len(want) {
			t.Errorf("%q finds %+v, exactly %+v; want %v and none exactly", query, got.Hits, got.Exact, want)
			continue
		}
		for i := range want {
			if got.Hits[i].Code != want[i] {
				t.Errorf("%q: hit %d is %s, want %s", query, i+1, got.Hits[i].Code, want[i])
			}
		}
	}
}

func TestASearchWithoutHitNamesTheNearest(t *testing.T) {
	for query, want := range map[string]string{"Camdem": "202", "Bornemouth": "837", "new castle": "391", "Northhamptonshire": "928"} {
		got := FindAreas(some, spellings, query)
		if len(got.Hits) > 0 || len(got.Near) != 3 || got.Near[0].Code != want {
			t.Errorf("%q: hits %v, nearest %v; want %s first of three", query, got.Hits, got.Near, want)
		}
	}
}
