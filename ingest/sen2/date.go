package sen2

import "time"

// Date is a day of the return: how many days after 31 December 1799. Zero is no date; BadDate is one that could not be read.
type Date int32

// BadDate stands where something was given that is no date. What was given is not kept.
const BadDate Date = -1

// dayZero is the day before the first one that a Date can be.
var dayZero = time.Date(1799, time.December, 31, 0, 0, 0, 0, time.UTC)

// Day is the date of a year, month and day. It is BadDate when there is no such day, or when its year is not between 1900 and 2199.
func Day(year, month, day int) Date {
	if year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return BadDate
	}
	// Days of the civil calendar, counted from 1 March so that a leap day is the last of its year (H. Hinnant, "chrono-Compatible
	// Low-Level Date Algorithms").
	y, m := year, month
	if m <= 2 {
		y--
		m += 12
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + day
	return Date(days - daysToZero)
}

// daysToZero makes 1 January 1800 day 1.
const daysToZero = 365*1799 + 1799/4 - 1799/100 + 1799/400 + (153*(13-3)+2)/5 + 1 - 1

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Given says that there is a date that can be reckoned with.
func (d Date) Given() bool { return d > 0 }

// Time is midnight at the start of the day, in UTC. It is the zero time when there is no date.
func (d Date) Time() time.Time {
	if !d.Given() {
		return time.Time{}
	}
	return dayZero.AddDate(0, 0, int(d))
}

// DateOf is the day of a time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return 0
	}
	return Day(t.Year(), int(t.Month()), t.Day())
}

// Year is the calendar year, and 0 when there is no date.
func (d Date) Year() int {
	if !d.Given() {
		return 0
	}
	return d.Time().Year()
}

// String is the date as YYYY-MM-DD, and "" when there is none.
func (d Date) String() string {
	if !d.Given() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// DaysBetween is how many days b is after a, and whether both are there. Days are counted as the published measures count them: the
// day of receipt is day 0, and there is no rule for weekends or holidays.
func DaysBetween(a, b Date) (days int, known bool) {
	if !a.Given() || !b.Given() {
		return 0, false
	}
	return int(b - a), true
}

// parseDate reads YYYY-MM-DD, the same with a time after it, and YYYY-Mon-DD as the census system's export writes it.
func parseDate(text []byte) Date {
	if len(text) >= 10 && text[4] == '-' && text[7] == '-' && (len(text) == 10 || timeAfter(text[10:])) {
		return Day(number(text[0:4]), number(text[5:7]), number(text[8:10]))
	}
	if len(text) >= 11 && text[4] == '-' && text[8] == '-' && (len(text) == 11 || timeAfter(text[11:])) {
		return Day(number(text[0:4]), monthNamed(text[5:8]), number(text[9:11]))
	}
	return BadDate
}

// timeAfter says that a time of day follows, which is passed over: "T09:00:00" or " 00:00:00".
func timeAfter(text []byte) bool {
	if len(text) < 9 || text[0] != 'T' && text[0] != ' ' || text[3] != ':' || text[6] != ':' {
		return false
	}
	return number(text[1:3]) >= 0 && number(text[4:6]) >= 0 && number(text[7:9]) >= 0
}

// number reads digits, and is -1 when there is anything else.
func number(text []byte) int {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

func monthNamed(text []byte) int {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	for i := range 12 {
		if names[3*i] == text[0]|0x20 && names[3*i+1] == text[1]|0x20 && names[3*i+2] == text[2]|0x20 {
			return i + 1
		}
	}
	return 0
}
