package plan

import (
	"slices"
	"strings"
	"testing"
)

// UPNs: python-stdnum (B801200005001, not A801200005001) and the reference's own (A123456789012); the temporary ones by hand from the
// rule: 342 is 20 modulo 23, the letter X; with B for 1 times 13 it is 355, which is 10, the letter L. NHS numbers: 943 476 5919 is the NHS Data Dictionary's example; 401 023 2137
// that of the validation rule; 999 numbers are for tests.
func TestRule_9_14_4_WordsAboutOneChild(t *testing.T) {
	const upn, nhs, born, postcode = "a unique pupil number (UPN)", "an NHS number", "a date of birth", "a full postcode beside words about a child or a home"
	tests := map[string]struct {
		text string
		want []string
	}{
		"a pupil number":                       {"See pupil B801200005001 for an example", []string{upn}},
		"a pupil number in small letters":      {"see a123456789012.", []string{upn}},
		"the reference’s pupil number":         {"A123456789012", []string{upn}},
		"a temporary pupil number":             {"X12345678901A", []string{upn}},
		"another temporary pupil number":       {"L12345678901B", []string{upn}},
		"a temporary number’s wrong letter":    {"R12345678901A and X12345678901B", nil},
		"a wrong check letter":                 {"A801200005001 and B123456789012", nil},
		"too long for a pupil number":          {"X1234567898765", nil},
		"an NHS number in three groups":        {"NHS number 943 476 5919 was used", []string{nhs}},
		"an NHS number in one piece":           {"9434765919", []string{nhs}},
		"an NHS number with dashes":            {"401-023-2137", []string{nhs}},
		"an NHS number whose check digit is 0": {"400 000 0020", []string{nhs}}, // 4 times 10 and 2 times 2 are 44
		"a letter that folds to K":             {"A00000000000\u212a", nil},
		"a wrong check digit":                  {"943 476 5918", nil},
		"a row of one digit":                   {"999 999 9999", nil},
		"an office’s telephone number":         {"Ring 020 7974 4444, 0161 234 5000 or 0300 123 1234", nil},
		"a telephone number from abroad":       {"Ring +44 943 476 5919", nil},
		"money":                                {"£9434765919 and £9,953 million", nil},
		"a date of birth":                      {"A boy, date of birth 14/03/2012, waits", []string{born}},
		"born on a day":                        {"She was born on 3 May 2011", []string{born}},
		"born on a day in numbers":             {"born 14.03.2012", []string{born}},
		"birth in a month":                     {"date of birth: March 2012", []string{born}},
		"children born in a month":             {"Children born in August 2021 start school this year", nil},
		"DOB":                                  {"DOB: 2012-03-14", []string{born}},
		"children born in a year":              {"More children born in 2019 need help at school", nil},
		"a date of a meeting":                  {"The board met on 14/03/2026 and 3 May 2026", nil},
		"figures and ids":                      {"S10 47% in four weeks; A12 and T5; 168 of 412 plans", nil},
		"a file’s name":                        {"lsrp-quarterly-return-September-2026-301", nil},
		"a home":                               {"One child lives at 4 Mill Lane, NW1 1AA", []string{postcode}},
		"a home without a space":               {"Her son moved to sw1a2aa last year", []string{postcode}},
		"an office":                            {"Write to the SEND team, Town Hall, Judd Street, London WC1H 9JE.", nil},
		"an office after a sentence on pupils": {"Every pupil is told. Office: Town Hall, WC1H 9JE.", nil},
		"half a postcode":                      {"Each child in NW1 and N19 is seen", nil},
		"two things at once":                   {"B801200005001, born 3 May 2011? DOB 3 May 2011", []string{upn, born}},
		"plain words":                          {"Families of children with plans waited 31 weeks in 2025/26.", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ChildWords(tt.text); !slices.Equal(got, tt.want) {
				t.Errorf("%q: found %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// The columns are those of the lists that inspectors ask for (context 4.6), of the SEN2 return's person table, and of tables of totals.
func TestRule_9_14_4_ColumnsOfChildren(t *testing.T) {
	tests := map[string]struct {
		header string
		refuse bool
	}{
		"list 1 of inspectors": {"Unique ID,UPN,ULN,Date of birth,Gender,Ethnicity,Date initial EHC plan issued,Date updated plan issued,Date last reviewed,SEN primary need", true},
		"list 2 without ids":   {"Child Unique ID,Gender,Ethnicity,SEN primary need,Elective home education", true},
		"a pupil number alone": {"School,UPN,Attendance", true},
		"underscores":          {"unique_pupil_number,value", true},
		"SEN2 persons":         {"persontableid,surname,forename,personbirthdate,sex,ethnicity,postcode", true},
		"NHS":                  {"NHS No.,Pathway,Weeks waited", true},
		"birth":                {"D.O.B.,Need", true},
		"names of children":    {"Child’s name,School", true},
		"an id beside traits":  {"Unique ID,Gender,Ethnicity", true},
		"an id beside a date":  {"Unique ID,Date last reviewed", true},
		"totals by group":      {"Period,Gender,Ethnicity,Age,Number of plans", false},
		"totals by place":      {"Postcode,Number of providers,Places", false},
		"a list of schools":    {"URN,School name,Postcode,Headcount", false},
		"ids of actions":       {"Unique ID,Action,Lead,Due", false},
		"an id and one trait":  {"Unique ID,Suspensions", false},
		"scores":               {"Statement id,Text,Organisation,Level,Rationale,Evidence ids,Duty flag", false},
		"roles on a board":     {"Organisation,Role,Name,Since", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if found := ChildColumns(strings.Split(tt.header, ",")); (len(found) > 0) != tt.refuse {
				t.Errorf("%s: found %q", tt.header, found)
			}
		})
	}
	if got := ChildColumns([]string{"UPN", "Former UPN", "Date of Birth"}); !slices.Equal(got, []string{"UPN", "date of birth"}) {
		t.Errorf("named %q: each thing is named once", got)
	}
}

// Every text that a person writes in the plan is read for what could tell who a child is.
func TestRule_9_14_4_EveryFreeTextIsRead(t *testing.T) {
	const child = "Pupil B801200005001 waits"
	c := actionContext(t)
	tests := map[string]struct {
		field string
		d     Document
	}{
		"section":            {"vision", &Section{ID: "S2", Parts: map[string]string{"vision": child}}},
		"label of a section": {"label.universal", &Section{ID: "S5", Parts: map[string]string{"label.universal": child}}},
		"priority":           {"why", &Priority{ID: "P1", Why: child}},
		"action":             {"result", &Action{ID: "A1", Result: child}},
		"milestone":          {"milestones.0.planned", &Action{ID: "A1", Milestones: []Milestone{{Planned: child}}}},
		"update":             {"text", &Update{Text: child}},
		"decision":           {"decided", &Decision{Decided: child}},
		"figure seen":        {"seen.0.value", &Decision{Seen: []Seen{{Indicator: "S01", Vintage: "2025", Value: child}}}},
		"question":           {"question", &Challenge{Question: child}},
		"answer":             {"answer", &Challenge{Answer: child}},
		"risk":               {"mitigation", &Risk{Mitigation: child}},
		"change":             {"text", &Change{Text: child}},
		"finding":            {"text", &Finding{Text: child}},
		"local measure":      {"note", &LocalValue{Indicator: "L-SB1", Note: child}},
		"return":             {"rows.0", &Return{Rows: []ReturnRow{{Label: child}}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			all := tt.d.Check(c)
			if !slices.ContainsFunc(all, func(p Problem) bool { return p.Field == tt.field && strings.Contains(p.Text, "unique pupil number") }) {
				t.Errorf("%s was let pass: %v", tt.field, all)
			}
		})
	}
}

func TestATextHoldsNothingThatCannotBeSeen(t *testing.T) {
	for text, ok := range map[string]bool{
		"Two lines,\r\nand a\ttab": true, "café, naïve, ‘quoted’, £5": true, "\u0627\u0644\u0639\u0631\u0628\u064a\u0629\u200f.": true,
		"nul\x00": false, "bell\x07": false, "\x1b[31mred": false, "pasted\vfrom Word": false, "next line\u0085": false, "turned \u202egpj.exe": false, "turned \u2066on": false,
	} {
		var problems Problems
		FreeText(&problems, "text", "The text", text, 0)
		if (len(problems) == 0) != ok {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func FuzzChildWords(f *testing.F) {
	for _, text := range []string{"B801200005001", "X12345678901A", "943 476 5919", "born 3 May 2011", "A00000000000\u212a", "child NW1 1AA"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if found := ChildWords(text); len(found) != len(distinct(found)) {
			t.Errorf("%q: %q names a thing twice", text, found)
		}
	})
}
