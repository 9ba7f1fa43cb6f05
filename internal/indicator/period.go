package indicator

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Basis says what stretch of time a period's label stands for.
type Basis string

// The bases that published figures use.
const (
	Calendar  Basis = "calendar"  // 2024
	Academic  Basis = "academic"  // 2023-24, September to August
	Financial Basis = "financial" // 2023-24, April to March
	January   Basis = "january"   // 2025-01, a count on the census day in January
	Term      Basis = "term"      // 2024-25 autumn
)

// Period is a stretch of time with its label. Labels of different bases are never compared with one another.
type Period struct {
	Code       string
	Basis      Basis
	Start, End time.Time // first and last day
}

var (
	yearLabel    = regexp.MustCompile(`^(\d{4})$`)
	januaryLabel = regexp.MustCompile(`^(\d{4})-01$`)
	splitLabel   = regexp.MustCompile(`^(\d{4})-(\d{2})(?: (autumn|spring|summer))?$`)
)

// ParsePeriod reads a period's label. The basis decides between an academic and a financial year; where the label itself
// says more (a single year, a January, a term) the label wins. Labels outside the known patterns are refused.
func ParsePeriod(code string, basis Basis) (Period, error) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	if m := yearLabel.FindStringSubmatch(code); m != nil {
		y := number(m[1])
		return Period{code, Calendar, day(y, 1, 1), day(y, 12, 31)}, nil
	}
	if m := januaryLabel.FindStringSubmatch(code); m != nil && basis == January {
		y := number(m[1])
		return Period{code, January, day(y, 1, 1), day(y, 1, 31)}, nil
	}
	m := splitLabel.FindStringSubmatch(code)
	if m == nil {
		return Period{}, fmt.Errorf("period %q is none of 2024, 2023-24, 2025-01 or \"2024-25 autumn\"", code)
	}
	y := number(m[1])
	if (y+1)%100 != number(m[2]) {
		return Period{}, fmt.Errorf("period %q: the two years must follow one another", code)
	}
	switch {
	case m[3] == "autumn":
		return Period{code, Term, day(y, 9, 1), day(y, 12, 31)}, nil
	case m[3] == "spring":
		return Period{code, Term, day(y+1, 1, 1), day(y+1, 3, 31)}, nil
	case m[3] == "summer":
		return Period{code, Term, day(y+1, 4, 1), day(y+1, 8, 31)}, nil
	case basis == Financial:
		return Period{code, Financial, day(y, 4, 1), day(y+1, 3, 31)}, nil
	default:
		return Period{code, Academic, day(y, 9, 1), day(y+1, 8, 31)}, nil
	}
}

// Previous is the label of the period one year before: the one a change is measured from. A term's is the same term of the
// year before, because terms differ from one another every year.
func (p Period) Previous() string {
	y := p.Start.Year() - 1
	switch p.Basis {
	case Calendar:
		return strconv.Itoa(y)
	case January:
		return fmt.Sprintf("%04d-01", y)
	case Term:
		first := number(p.Code[:4]) - 1
		return fmt.Sprintf("%04d-%02d%s", first, (first+1)%100, p.Code[strings.Index(p.Code, " "):])
	default:
		return fmt.Sprintf("%04d-%02d", y, (y+1)%100)
	}
}

// number reads digits that a pattern has already matched.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		panic("not digits: " + digits)
	}
	return n
}
