// Package highneeds names the lines of the section 251 return in which an authority says what it plans and spends on special
// educational needs (SEN) and alternative provision, and the groups that they are added up in.
package highneeds

import "slices"

// LineNames are the lines of the return by number, as the return of 2024-25 words them, with its shorthand written out.
var LineNames = map[string]string{
	"1.0.2":  "High needs place funding within the individual schools budget",
	"1.2.1":  "Top-up funding: maintained schools",
	"1.2.2":  "Top-up funding: academies, free schools and colleges",
	"1.2.3":  "Top-up and other funding: non-maintained and independent providers",
	"1.2.4":  "Additional high needs targeted funding for mainstream schools and academies",
	"1.2.5":  "SEN support service",
	"1.2.6":  "Hospital education services",
	"1.2.7":  "Other alternative provision services",
	"1.2.8":  "Support for inclusion",
	"1.2.9":  "Special schools and pupil referral units in financial difficulty",
	"1.2.11": "Direct payments (SEN and disability)",
	"1.2.13": "Therapies and other health related services",
	"1.4.11": "SEN transport paid from the grant",
	"1.9.3":  "Dedicated schools grant carried forward to next year",
	"2.1.1":  "Educational psychology service",
	"2.1.2":  "SEN administration, assessment and coordination and monitoring",
	"2.1.4":  "Home to school transport (before 16): SEN transport",
	"2.1.6":  "Home to post-16 provision: SEN transport (aged 16 to 18)",
	"2.1.7":  "Home to post-16 provision: SEN transport (aged 19 to 25)",
}

// Group is a group of lines as the high needs benchmarking tool adds them up.
type Group struct {
	Key, Title string
	Lines      []string
}

// Groups make up spending on high needs.
var Groups = []Group{
	{"places", "Places in maintained schools and units", []string{"1.0.2"}},
	{"top-ups", "Top-ups to schools, academies and colleges", []string{"1.2.1", "1.2.2", "1.2.4", "1.2.11"}},
	{"independent", "Independent and non-maintained providers", []string{"1.2.3"}},
	{"support", "SEN support and inclusion services", []string{"1.2.5", "1.2.8", "1.2.9"}},
	{"alternative", "Alternative provision services", []string{"1.2.7"}},
	{"hospital", "Hospital education", []string{"1.2.6"}},
	{"therapies", "Therapies and other health services", []string{"1.2.13"}},
	{"transport", "SEN transport paid from the grant", []string{"1.4.11"}},
}

// OwnLines are what an authority spends on SEN from its own money, beside the high needs block.
var OwnLines = []string{"2.1.1", "2.1.2", "2.1.4", "2.1.6", "2.1.7"}

// Name is what a line is called, or a group where only groups are published; empty for what is neither.
func Name(line string) string {
	if i := slices.IndexFunc(Groups, func(g Group) bool { return g.Key == line }); i >= 0 {
		return Groups[i].Title
	}
	return LineNames[line]
}

// GroupOf is the key of the group that a line belongs to, or that line names itself; empty for a line beside the block.
func GroupOf(line string) string {
	i := slices.IndexFunc(Groups, func(g Group) bool { return g.Key == line || slices.Contains(g.Lines, line) })
	if i < 0 {
		return ""
	}
	return Groups[i].Key
}
