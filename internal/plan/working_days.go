package plan

import (
	"slices"
	"time"
)

// BankHolidays lists the bank holidays of England in a year, by date, as the fixed rules give them (Banking and Financial Dealings Act
// 1971, and the proclaimed New Year's Day and early May holiday). A New Year's Day, Christmas Day or Boxing Day at a weekend moves to
// the next weekday that is free. Days that are proclaimed once, for a coronation or a jubilee, are not among them.
func BankHolidays(year int) []Day {
	easter := easterSunday(year)
	christmas, boxing := date(year, time.December, 25), date(year, time.December, 26)
	switch christmas.Weekday() {
	case time.Friday: // Boxing Day is a Saturday
		boxing = boxing.AddDate(0, 0, 2)
	case time.Saturday:
		christmas, boxing = christmas.AddDate(0, 0, 2), boxing.AddDate(0, 0, 2)
	case time.Sunday:
		christmas = christmas.AddDate(0, 0, 2)
	}
	days := []Day{
		DayOf(firstWeekday(date(year, time.January, 1))),
		DayOf(easter.AddDate(0, 0, -2)), DayOf(easter.AddDate(0, 0, 1)),
		DayOf(firstMonday(date(year, time.May, 1))), DayOf(firstMonday(date(year, time.May, 25))), DayOf(firstMonday(date(year, time.August, 25))),
		DayOf(christmas), DayOf(boxing),
	}
	slices.Sort(days)
	return days
}

// WorkingDay says that a day is neither at a weekend nor a bank holiday in England. The day must be valid.
func WorkingDay(d Day) bool {
	at, _ := d.Time()
	weekday := at.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !slices.Contains(BankHolidays(at.Year()), d)
}

// WorkingDaysSince counts the working days after one day, up to and with another; 0 where the other is not later. Both must be valid.
func WorkingDaysSince(from, to Day) (n int) {
	for d := from.Add(1); d <= to; d = d.Add(1) {
		if WorkingDay(d) {
			n++
		}
	}
	return n
}

// AddWorkingDays is the working day so many working days after a day, which must be valid.
func AddWorkingDays(d Day, n int) Day {
	for n > 0 {
		if d = d.Add(1); WorkingDay(d) {
			n--
		}
	}
	return d
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// firstWeekday is the first day from Monday to Friday on or after a day.
func firstWeekday(at time.Time) time.Time {
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// firstMonday is the first Monday on or after a day.
func firstMonday(at time.Time) time.Time {
	for at.Weekday() != time.Monday {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// easterSunday is worked out as Meeus, Astronomical Algorithms (1991), chapter 8, for the Gregorian calendar.
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(year, time.Month(n/31), n%31+1)
}
