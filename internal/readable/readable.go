// Package readable measures how easy a text is to read: the grade of Flesch and Kincaid, and the age that goes with it. It is a
// crude measure: it counts words, sentences and syllables, and knows nothing of sense. It tells when a page for families has
// grown too hard; that a text passes does not make it good.
//
// The formula is that of Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted
// Personnel (Research Branch Report 8-75, 1975): 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
package readable

import (
	"regexp"
	"strings"
	"unicode"
)

// Measure is what a text is made of.
type Measure struct{ Words, Sentences, Syllables int }

// Of counts the words, sentences and syllables of a text.
func Of(text string) Measure {
	var m Measure
	for _, sentence := range Sentences(text) {
		m.Sentences++
		for _, word := range Words(sentence) {
			m.Words++
			m.Syllables += Syllables(word)
		}
	}
	return m
}

// Grade is the American school grade that can read the text; 0 where there is no word.
func (m Measure) Grade() float64 {
	if m.Words == 0 || m.Sentences == 0 {
		return 0
	}
	words, sentences, syllables := float64(m.Words), float64(m.Sentences), float64(m.Syllables)
	return 0.39*words/sentences + 11.8*syllables/words - 15.59
}

// Age is the age in years at which children read such a text: a child in grade 1 is 6, so it is five more than the grade.
func (m Measure) Age() float64 { return m.Grade() + 5 }

// Longest is the sentence with the most words, and how many it has.
func Longest(text string) (longest string, words int) {
	for _, sentence := range Sentences(text) {
		if n := len(Words(sentence)); n > words {
			longest, words = sentence, n
		}
	}
	return longest, words
}

// sentenceEnd is a full stop, question mark or exclamation mark with a blank or the end of the text after it, so that 3.5 is one
// number. A colon ends a sentence too, as Flesch counts, and so does a new line: a heading or an item of a list stands alone.
var sentenceEnd = regexp.MustCompile(`[.?!:]+[”’")]*(\s|$)|\n+`)

// Sentences are the sentences of a text that have a word.
func Sentences(text string) (all []string) {
	for _, part := range sentenceEnd.Split(text, -1) {
		if part = strings.TrimSpace(part); len(Words(part)) > 0 {
			all = append(all, part)
		}
	}
	return all
}

// Words are what stands between blanks and dashes and has a letter or a digit: "20", "2023/24" and "SEND’s" are words. A
// hyphen joins, a dash between words parts.
func Words(text string) (all []string) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || r == '–' || r == '—' }) {
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if word != "" {
			all = append(all, word)
		}
	}
	return all
}
