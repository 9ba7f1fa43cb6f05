package invent

import (
	"slices"
	"strings"
)

// label is one row of a topic: its name and the rows of the tally it sums.
type label struct {
	name string
	rows []int
}

// topic is a breakdown of a statistic.
type topic struct {
	name   string
	labels []label
}

// line is one printed row, before what a publisher gets wrong is put in.
type line struct {
	spot
	year    int
	topic   string
	label   string
	cells   []string
	dropped bool
}

func (l *line) total() bool { return l.topic == l.label }

// hide puts x in every cell but the first so many.
func (l *line) hide(keep int) {
	for i := keep; i < len(l.cells); i++ {
		l.cells[i] = "x"
	}
}

// statistic is one data file of an EHC plans release.
type statistic struct {
	name     string
	header   string // names of the indicators
	total    string // topic and label of the rows about everyone
	book     book
	january  bool // counts of a January, printed under the academic year
	reviewed bool // counts of the January after, printed under the calendar year
	from, to int
	topics   []topic
	topicsIn int  // first year with topics
	split    bool // the capital is given as its two parts
	cells    func(year int, counts []int) []string
	counted  func(e edition, year int, code string) *tally // what the country counts; nil is what is there
	mend     func(e edition, l *line)                      // what this file gets wrong
}

var planKeys = fields("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name")

// print makes the rows of the file.
func (s statistic) print(e edition) [][]string {
	rows := [][]string{slices.Concat(planKeys, fields("breakdown_topic,breakdown"), fields(s.header))}
	for year := s.from; year <= s.to; year++ {
		day, period, identifier := yearEnd(year), whole(year), "Calendar year"
		if s.january {
			day, period, identifier = january(year), academic(year-1), "Academic year"
		}
		for _, at := range spots(day, s.split) {
			for _, l := range s.lines(e, year, at) {
				if s.mend != nil {
					s.mend(e, &l)
				}
				if !l.dropped {
					rows = append(rows, slices.Concat(keys(planKeys, period, identifier, l.spot), []string{l.topic, l.label}, l.cells))
				}
			}
		}
	}
	return rows
}

// lines are the rows of one place and year: everyone, then each topic.
func (s statistic) lines(e edition, year int, at spot) []line {
	t := newTally(bookWidth[s.book])
	counted := year
	if s.reviewed {
		counted++
	}
	for _, code := range at.codes {
		if at.place == nil && s.counted != nil {
			if known := s.counted(e, year, code); known != nil {
				t.add(known)
			}
			continue
		}
		t.add(e.tally(s.book, counted, code))
	}
	lines := []line{{spot: at, year: year, topic: s.total, label: s.total, cells: s.cells(year, t.row(everyone))}}
	if year < s.topicsIn {
		return lines
	}
	for _, b := range s.topics {
		for _, x := range b.labels {
			counts := t.row(x.rows...)
			if sum(counts) == 0 && at.level != national {
				continue
			}
			lines = append(lines, line{spot: at, year: year, topic: b.name, label: x.name, cells: s.cells(year, counts)})
		}
	}
	return lines
}

func ageRows(low, high int) []int {
	var rows []int
	for age := max(low, youngest); age <= min(high, oldest); age++ {
		rows = append(rows, firstAge+age-youngest)
	}
	return rows
}

// agesBetween is a topic of single years with the ends gathered; word is "age" or "Aged".
func agesBetween(name, word, lowest string, low, high int, highest string) topic {
	labels := []label{{lowest, ageRows(0, low-1)}}
	for age := low; age <= high; age++ {
		labels = append(labels, label{word + " " + whole(age), ageRows(age, age)})
	}
	if highest != "" {
		labels = append(labels, label{highest, ageRows(high+1, oldest)})
	}
	slices.SortStableFunc(labels, func(a, b label) int { return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	return topic{name, labels}
}

func capitalAges(name string) topic {
	return agesBetween(name, "Aged", "Aged 2 and under", 3, 19, "Aged 20 and over")
}

func plainAges(name string) topic {
	return agesBetween(name, "age", "age 2 and under", 3, 19, "age 20 and over")
}

func everyAge(name string) topic { return agesBetween(name, "age", "under 3", 3, 25, "") }

var sexTopic = topic{"Sex", []label{{"Female", []int{firstSex}}, {"Male", []int{firstSex + 1}}, {"Unknown", []int{firstSex + 2}}}}

// seatTopic is "Type of placement"; academies is how the file spells its special academies.
func seatTopic(academies string) topic {
	t := topic{name: "Type of placement"}
	for i, name := range seatNames {
		if i == seatAcademic {
			name = academies
		}
		t.labels = append(t.labels, label{name, []int{firstSeat + i}})
	}
	return t
}

const (
	academiesSpelt1 = "Special - Academy/free schools"
	academiesSpelt2 = "Special - academy/free school"
)
