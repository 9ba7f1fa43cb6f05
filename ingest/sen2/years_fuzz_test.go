package sen2

import (
	"strings"
	"testing"
)

// FuzzLoadYears reads years that are added to those the program knows. What is refused says that it is about the years; what is taken
// leaves the known years there, each with the date of its own year.
func FuzzLoadYears(f *testing.F) {
	for _, text := range []string{"- {year: 2027, reference_date: 2027-01-21, like: 2026}\n", "- {year: 2027, reference_date: 2026-01-21}\n",
		"- {year: 2027, reference_date: 2027-01-21, like: 2027}\n", "- {year: 2027, reference_date: 2027-01-21, absent: [x]}\n", "[]", "- &a [*a]", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := LoadYears(strings.NewReader(text))
		if err != nil {
			if !strings.Contains(err.Error(), "years of the return") {
				t.Errorf("the refusal %q does not say what is refused", err)
			}
			return
		}
		for year, e := range all {
			if e.Year != year || e.ReferenceDate.Year() != year {
				t.Errorf("%d has the reference date %v of %d", year, e.ReferenceDate, e.Year)
			}
		}
		if all[2026] == nil {
			t.Error("a known year is gone")
		}
	})
}

// FuzzReadEstablishments reads a register of establishments. What is refused says the line or what is missing, and no name of a school;
// what is taken has numbers as schools have them.
func FuzzReadEstablishments(f *testing.F) {
	header := "URN,TypeOfEstablishment (name),EstablishmentStatus (name),CloseDate,TypeOfResourcedProvision (name),SenUnitOnRoll,ResourcedProvisionOnRoll\n"
	for _, text := range []string{header + "100001,Community school,Open,,Not applicable,,\n100002,Academy converter,Closed,31-08-2024,SEN unit,12,\n",
		header + "1,a\n", header + "\"100001\",\"b\nc\",Open,,,,\n", "\xef\xbb\xbfURN\n1\n", header, "a,\"b", header + "100001,,,99-99-9999,,x,\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadEstablishments(strings.NewReader(text))
		if (len(all) == 0) == (err == nil) {
			t.Fatalf("%d establishments and %v", len(all), err)
		}
		if err != nil && !strings.Contains(err.Error(), "register of establishments") {
			t.Errorf("the refusal %q does not say what is refused", err)
		}
		if lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1; len(all) > lines {
			t.Errorf("%d establishments of %d lines", len(all), lines)
		}
	})
}
