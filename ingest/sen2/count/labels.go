package count

import (
	"slices"
	"strconv"

	"inclusion/ingest/sen2"
)

// bands are the ages or years of a topic: a label for those up to low, one for each between, one for those of high and more, and one
// for those that are not known. Where there is no label for what lies above high, it is not known either.
type bands struct {
	low, high int
	closed    bool // nothing may lie above high
}

// labels of a topic whose single values are called before + number + after.
func (b bands) labels(before, after, lowest, highest, unknown string) []string {
	all := []string{lowest}
	for n := b.low + 1; n < b.high; n++ {
		all = append(all, before+strconv.Itoa(n)+after)
	}
	return append(all, highest, unknown)
}

// at is the place of a value among the labels.
func (b bands) at(n int) int {
	switch {
	case n == unknownAge, b.closed && n > b.high:
		return b.high - b.low + 1
	case n <= b.low:
		return 0
	case n >= b.high:
		return b.high - b.low
	}
	return n - b.low
}

// unknownAge is an age or a number of years that cannot be told.
const unknownAge = -1 << 15

// The bands of the published files.
var (
	to20    = bands{low: 2, high: 20}               // 2 and under, 3 to 19, 20 and over
	to25    = bands{low: 2, high: 25, closed: true} // under 3, 3 to 25
	working = bands{low: 15, high: 25}              // 15 and under, 16 to 24, 25 or over
	held    = bands{low: 0, high: 12}               // less than a year, 1 to 11, 12 or more
	inPlace = bands{low: 1, high: 12}               // 1 or less, 2 to 11, 12 or more
)

// ages makes a topic of single years to 20, called word + number.
func ages(name, word, unknown string) topic {
	return topic{by: byAge, name: name, labels: to20.labels(word+" ", "", word+" 2 and under", word+" 20 and over", unknown)}
}

// startAges makes a topic of ages when the plan started, for a table that has another age too.
func startAges() topic {
	t := ages("Age when plan started", "age", "unknown")
	t.by = byStart
	return t
}

func everyAge(name string) topic {
	return topic{by: byAge, name: name, labels: to25.labels("age ", "", "under 3", "age 25", "Unknown")}
}

func workingAges() topic {
	return topic{by: byAge, name: "Young persons age", labels: working.labels("age ", "", "age 15 and under", "age 25 or over", "Age unknown")}
}

func yearsInPlace(newer bool) topic {
	const name = "Years EHC plan in place"
	if newer {
		return topic{by: byYears, name: name, labels: inPlace.labels("", "", "1 or less", "12 or more", "Unknown")}
	}
	return topic{by: byYears, name: name, labels: held.labels("", "", "Less than a year", "12 or more", "Unknown")}
}

func yearsHeld() topic {
	t := topic{by: byYears, name: "Years plan held", labels: held.labels("", " years", "Under a year", "12 years and over", "Unknown")}
	t.labels[1] = "1 year"
	return t
}

// sexes, and the places of their labels.
var sexes = topic{by: bySex, name: "Sex", labels: []string{"Female", "Male", "Unknown"}}

// sexOf goes by the sex, and in 2023 by the gender.
func sexOf(p *sen2.Person) int {
	switch {
	case p.Sex == 'F', p.Sex == 0 && p.Gender == '2':
		return 0
	case p.Sex == 'M', p.Sex == 0 && p.Gender == '1':
		return 1
	}
	return 2
}

// groups are the ethnic groups of the published files, and groupOf the place of each code's group.
var groups, groupOf = func() (topic, [len(sen2.Ethnicities)]int) {
	t := topic{by: byEthnicity, name: "Ethnicity"}
	for e := range sen2.Ethnicities {
		if g := sen2.Ethnicity(e).Group(); !slices.Contains(t.labels, g) {
			t.labels = append(t.labels, g)
		}
	}
	slices.Sort(t.labels)
	var of [len(sen2.Ethnicities)]int
	for e := range of {
		of[e] = slices.Index(t.labels, sen2.Ethnicity(e).Group())
	}
	return t, of
}()

// ethnicityOf is the place of a person's group.
func ethnicityOf(p *sen2.Person) int {
	if int(p.Ethnicity) < len(groupOf) {
		return groupOf[p.Ethnicity]
	}
	return groupOf[0]
}

// needTopic names the primary needs as the release of 2026 does; needAt is the place of each.
var needTopic = topic{by: byNeed, name: "Primary type of need", labels: []string{
	"Autistic spectrum disorder", "Down Syndrome", "Hearing impairment", "Moderate learning difficulty", "Multi-sensory impairment", "Not reported",
	"Other difficulty or disability", "Physical disability", "Profound and multiple learning difficulty", "Severe learning difficulty",
	"Social, emotional and mental health", "Specific learning difficulty", "Speech, language and communication needs", "Vision impairment"}}

var needAt = [sen2.BadNeed + 1]int{sen2.ASD: 0, sen2.DS: 1, sen2.HI: 2, sen2.MLD: 3, sen2.MSI: 4, sen2.NoNeed: 5, sen2.BadNeed: 5, sen2.OTH: 6,
	sen2.PD: 7, sen2.PMLD: 8, sen2.SLD: 9, sen2.SEMH: 10, sen2.SPLD: 11, sen2.SLCN: 12, sen2.VI: 13}

// sources of a request, by the code.
var sources = topic{by: bySource, name: "Source of request", labels: []string{"Parent or young person", "School or other education setting", "Health care professional",
	"Social care professional", "Other", "Not known"}}

func sourceAt(code sen2.Letter) int {
	if code >= '1' && code <= '5' {
		return int(code - '1')
	}
	return len(sources.labels) - 1
}
