package count

import "inclusion/ingest/sen2"

// day is a date taken apart.
type day struct{ year, month, day int }

func dayOf(d sen2.Date) day {
	if !d.Given() {
		return day{}
	}
	year, month, of := d.Time().Date()
	return day{year, int(month), of}
}

// ageOn is how many whole years lie between two days, and unknownAge when one is not given or the second is before the first.
func ageOn(birth, at day) int {
	if birth.year == 0 || at.year == 0 {
		return unknownAge
	}
	years := at.year - birth.year
	if at.month < birth.month || at.month == birth.month && at.day < birth.day {
		years--
	}
	if years < 0 {
		return unknownAge
	}
	return years
}

// length is how many days b is after a, and whether that is a length: both are given and b is not before a.
func length(a, b sen2.Date) (days int, known bool) {
	days, known = sen2.DaysBetween(a, b)
	return days, known && days >= 0
}
