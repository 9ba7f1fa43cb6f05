package readable

import (
	"regexp"
	"strings"
	"unicode"
)

// irregular are common words that the rule of Syllables counts wrongly, with their syllables in the CMU Pronouncing Dictionary.
var irregular = map[string]int{
	"annual": 3, "area": 3, "areas": 3, "idea": 3, "ideas": 3, "january": 4, "people": 2, "several": 2, "something": 2, "somebody": 3,
	"someone": 2, "sometimes": 2, "forecast": 2, "forecasts": 2, "framework": 2, "casework": 2, "timetables": 3, "value": 2, "values": 2,
	"our": 2, "ours": 2, "mediation": 4,
}

// Syllables counts the syllables of a word. The rule: every group of vowels is one, y among them; a silent e at the end, also
// before s and d, is none; two vowels that are spoken apart, as in "area" and "science", are two. Parts of a word with a hyphen
// are counted apart. A figure is one syllable, as Flesch counts it (The Art of Readable Writing, 1949); an abbreviation in
// capitals is one a letter, which is harder than his one.
func Syllables(word string) int {
	n := 0
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == '-' || r == '/' }) {
		n += spoken(part)
	}
	return max(n, 1)
}

var (
	vowels   = regexp.MustCompile(`[aeiouy]+`)
	apart    = regexp.MustCompile(`i[aeo]ty|ia($|[bc]|t[^i])|[^cstglxh]ian|[^cstgxh]ial|[^cstgx]io|iet|ienc|eo[^u]|[^gq]ua[^rl]|[aeiou]y[aeiou]|ying|creat[ei]|ism$`)
	silentE  = regexp.MustCompile(`[^aeiouyl]e$|[aeiouy]le$`)
	silentES = regexp.MustCompile(`[^aeiouylcghsxz]es$|[aeiouy]les$`)
	silentED = regexp.MustCompile(`[^aeiouytd]ed$`)
	silentIn = regexp.MustCompile(`[^aeiouyl]e(ly|ment|ments|less|ful|fully)$`)
)

func spoken(word string) int {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, strings.TrimSuffix(strings.ReplaceAll(word, "’", "'"), "'s"))
	switch {
	case letters == "":
		return 1 // a figure
	case len(letters) > 1 && letters == strings.ToUpper(letters):
		return len(letters)
	}
	lower := strings.ToLower(letters)
	if n, ok := irregular[lower]; ok {
		return n
	}
	n := len(vowels.FindAllString(lower, -1)) + len(apart.FindAllString(lower, -1))
	for _, silent := range []*regexp.Regexp{silentE, silentES, silentED, silentIn} {
		if silent.MatchString(lower) {
			n--
		}
	}
	return max(n, 1)
}
