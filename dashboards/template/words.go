package view

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// UpperFirst begins a text with a capital letter.
func UpperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// Counted writes a number with its noun: "1 statement", "1,204 statements".
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(float64(n)) + " " + many
}

// Listed joins words as a sentence does, with the last word before the last of them: "a, b and c".
func Listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// Quarter says which quarter of areas a band of 1 to 4 is: "worse quarter", ..., "better quarter"; "" for no band.
func Quarter(band int) string {
	if band < 1 || band > 4 {
		return ""
	}
	return []string{"worse quarter", "worse half", "better half", "better quarter"}[band-1]
}
