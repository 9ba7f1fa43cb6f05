package returns

import (
	"math/rand/v2"

	"inclusion/ingest/sen2"
)

// day is a day of the calendar.
type day struct {
	year       int16
	month, day uint8
}

// The calendar holds every day that a case can have.
const (
	calendarFrom = 1990
	calendarTo   = 2045
)

var (
	calendarStart = sen2.Day(calendarFrom, 1, 1)
	calendar      = func() []day {
		all := make([]day, 0, 366*(calendarTo-calendarFrom+1))
		for year := calendarFrom; year <= calendarTo; year++ {
			for month := 1; month <= 12; month++ {
				for d := 1; sen2.Day(year, month, d) != sen2.BadDate; d++ {
					all = append(all, day{int16(year), uint8(month), uint8(d)})
				}
			}
		}
		return all
	}()
)

func dayOf(d sen2.Date) day { return calendar[d-calendarStart] }

// yearsBefore is the same day so many years earlier; for 29 February the 28th where there is none.
func yearsBefore(d sen2.Date, years int) sen2.Date {
	at := dayOf(d)
	year := int(at.year) - years
	if before := sen2.Day(year, int(at.month), int(at.day)); before != sen2.BadDate {
		return before
	}
	return sen2.Day(year, 2, 28)
}

// span is a run of days; it is empty when hi is before lo.
type span struct{ lo, hi sen2.Date }

// born is when somebody was born who has an age on a day.
func born(on sen2.Date, age int) span {
	return span{yearsBefore(on, age+1) + 1, yearsBefore(on, age)}
}

func (s span) and(o span) span { return span{max(s.lo, o.lo), min(s.hi, o.hi)} }

func (s span) empty() bool { return s.hi < s.lo }

// pick draws a day of the span.
func (s span) pick(r *rand.Rand) sen2.Date { return s.lo + sen2.Date(r.IntN(int(s.hi-s.lo)+1)) }

// working is the first day from d on that is neither Saturday nor Sunday. 1 January 1800, day 1, was a Wednesday.
func working(d sen2.Date) sen2.Date {
	switch int(d) % 7 {
	case 4:
		return d + 2
	case 5:
		return d + 1
	}
	return d
}

// appendDate writes a date as YYYY-MM-DD, and nothing when there is none.
func appendDate(to []byte, d sen2.Date) []byte {
	if d <= 0 {
		return to
	}
	at := dayOf(d)
	y := int(at.year)
	return append(to, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		'0'+at.month/10, '0'+at.month%10, '-', '0'+at.day/10, '0'+at.day%10)
}
