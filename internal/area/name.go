package area

import (
	"strings"
	"unicode"
)

// NameKey brings the spellings of one name together: case, "&" for "and", dots, commas,
// hyphens, repeated blanks, and the footnote digits that spreadsheets glue to a name
// ("Dorset6", "England Total4,9"). A name that is all digits keeps them.
func NameKey(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r == '&':
			b.WriteString(" and ")
		case r == '.' || r == ',' || unicode.Is(unicode.Pd, r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			b.WriteByte(' ')
		case r == '\'' || r == '’':
		default:
			b.WriteRune(r)
		}
	}
	key := strings.Join(strings.Fields(b.String()), " ")
	bare := strings.TrimRightFunc(key, func(r rune) bool { return unicode.IsNumber(r) || r == ' ' })
	if bare == "" {
		return key
	}
	return bare
}

// distance is the number of letters to add, drop or change to turn a into b (Levenshtein).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		diagonal := row[0]
		row[0] = i + 1
		for j := range t {
			change := diagonal
			if s[i] != t[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(t)]
}
