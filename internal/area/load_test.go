package area_test

import (
	"strings"
	"testing"

	"inclusion/internal/area"
)

const small = `
register: sample
title: Sample England
country: {code: X92000001, name: Sample England}
regions:
  - {code: X12000001, name: Upland}
  - {code: X12000002, name: Lowland}
subregions:
  - {code: X13000001, name: Inner Lowland, region: X12000002}
authorities:
  - {code: "101", name: Ashby, region: X12000001, ons: [{code: X06000101}], to: 2020-03-31, successors: ["102"]}
  - {code: "102", name: Ashby, region: X12000001, ons: [{code: X06000102}], from: 2020-04-01}
  - {code: "103", name: Fenton, region: X12000002, subregion: X13000001, ons: [{code: X06000103}], aliases: [Fenton Vale]}
expert_partnerships:
  - id: upland
    name: Upland
    region: X12000001
    members: [{code: "102", role: lead}]
`

func TestASmallRegisterLoads(t *testing.T) {
	r, err := area.Load([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r.ByName("ashby", date(t, "2020-04-01")); err != nil || got.Code != "102" {
		t.Errorf("Ashby is %s, %v; want 102", got.Label(), err)
	}
}

func TestABrokenRegisterIsRefusedWithTheEntryNamed(t *testing.T) {
	for _, broken := range []struct{ fault, old, new, says string }{
		{"a field that does not exist", "title: Sample", "titel: Sample", "field titel not found"},
		{"no title", "title: Sample England\n", "", "the register has no name"},
		{"a code twice", `"103"`, `"102"`, `authority 102 (Fenton): the code 102 is already that of authority 102 (Ashby)`},
		{"an ONS code twice", "X06000103", "X06000102", "authority 103 (Fenton): the code X06000102 is already that of authority 102 (Ashby)"},
		{"a code of the wrong shape", `"103"`, `"13"`, `authority 13 (Fenton): the code "13" is not three digits`},
		{"an ONS code of the wrong shape", "X06000103", "X6", `authority 103 (Fenton): the code "X6" is not a letter and eight digits`},
		{"an unknown region", "name: Fenton, region: X12000002", "name: Fenton, region: X12000009", `authority 103 (Fenton): the region "X12000009" is not one`},
		{"an unknown subregion", "subregion: X13000001", "subregion: X13000009", `authority 103 (Fenton): the subregion "X13000009" is not one`},
		{"a missing subregion", "subregion: X13000001, ", "", "authority 103 (Fenton): its region X12000002 has subregions, so it needs one"},
		{"a subregion of elsewhere", "name: Fenton, region: X12000002", "name: Fenton, region: X12000001", "authority 103 (Fenton): the subregion X13000001 is part of X12000002"},
		{"an unknown successor", `successors: ["102"]`, `successors: ["109"]`, `authority 101 (Ashby): the successor "109" is not one`},
		{"a successor that comes late", "from: 2020-04-01", "from: 2021-04-01", "authority 101 (Ashby) ended on 2020-03-31, but its successor authority 102 (Ashby) is not there the day after"},
		{"an end without successors", `, successors: ["102"]`, "", "authority 101 (Ashby): a last day (to:) and successors go together"},
		{"no ONS code", "ons: [{code: X06000103}], ", "", "authority 103 (Fenton) has no ONS code"},
		{"days the wrong way round", "from: 2020-04-01", "from: 2020-04-01, to: 2019-01-01", "authority 102 (Ashby) ends before it starts"},
		{"a date that is none", "from: 2020-04-01", "from: April 2020", `"April 2020" is not a day; write it as 2019-04-01`},
		{"an alias of two at once", "[Fenton Vale]", "[Ashby & District, ASHBY]", `authority 103 (Fenton): the name or alias "ashby" also names authority 101 (Ashby) at the same time`},
		{"a name of two at once", "from: 2020-04-01", "from: 2020-03-01", `authority 102 (Ashby): the name or alias "ashby" also names authority 101 (Ashby)`},
		{"an empty alias", "[Fenton Vale]", `["."]`, "authority 103 (Fenton): an alias is empty"},
		{"no reason to leave out", "aliases: [Fenton Vale]", "left_out: true", "authority 103 (Fenton): left_out and left_out_because go together"},
		{"successors of a region", "name: Upland}", `name: Upland, successors: ["102"]}`, "region X12000001 (Upland): only an authority has"},
		{"an unknown member", `[{code: "102", role: lead}]`, `[{code: "102", role: lead}, {code: "109", role: member}]`, `expert partnership upland: the member "109" is not one`},
		{"a member of elsewhere", `[{code: "102", role: lead}]`, `[{code: "103", role: lead}]`, "its member authority 103 (Fenton) is in another region, X12000002"},
		{"an unknown role", `[{code: "102", role: lead}]`, `[{code: "102", role: lead}, {code: "101", role: chief}]`, `the role "chief" of authority 101 (Ashby) is not lead, joint lead or member`},
		{"nobody leads", "role: lead", "role: member", "expert partnership upland: no member leads it"},
		{"a member of two", "expert_partnerships:\n", "expert_partnerships:\n  - {id: first, name: First, region: X12000001, members: [{code: \"102\", role: lead}]}\n",
			"expert partnership upland: its member authority 102 (Ashby) is already in first"},
		{"two of one id", "expert_partnerships:\n", "expert_partnerships:\n  - {id: upland, name: First, region: X12000001, members: [{code: \"101\", role: lead}]}\n",
			`expert partnership "upland" (Upland): it needs a name and an id of its own`},
		{"an early end without a day", "expert_partnerships:\n", "before_every_series: [{code: \"099\", name: Oldby}]\nexpert_partnerships:\n",
			"authority 099 (Oldby) is listed as ended before every series but has no last day"},
	} {
		t.Run(broken.fault, func(t *testing.T) {
			if !strings.Contains(small, broken.old) {
				t.Fatalf("the small register no longer holds %q", broken.old)
			}
			_, err := area.Load([]byte(strings.Replace(small, broken.old, broken.new, 1)))
			if err == nil || !strings.Contains(err.Error(), broken.says) {
				t.Errorf("got %v; want an error that says %q", err, broken.says)
			}
		})
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	_, err := area.Load([]byte(strings.NewReplacer("X06000103", "X6", "role: lead", "role: chief").Replace(small)))
	if err == nil || !strings.Contains(err.Error(), `register "sample" is refused (faults: 3)`) {
		t.Errorf("got %v; want three faults in one error", err)
	}
}
