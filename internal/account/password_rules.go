package account

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Shortest and longest password, in characters.
const (
	ShortestPassword = 12
	LongestPassword  = 200
)

// Refused says why a password or another answer is not taken, in a sentence for whoever wrote it.
type Refused struct{ Reason string }

func (r Refused) Error() string { return r.Reason }

// CheckPassword refuses what somebody who guesses would try first. The error is a Refused. There is no rule about capitals, digits
// or signs: length is what counts (NIST SP 800-63B).
func CheckPassword(password, email string) error {
	length := utf8.RuneCountInString(password)
	switch {
	case length == 0:
		return Refused{"Choose a password."}
	case length < ShortestPassword:
		return Refused{fmt.Sprintf("Use at least %d characters. Three or four words that do not belong together are easy to remember.", ShortestPassword)}
	case length > LongestPassword:
		return Refused{fmt.Sprintf("Use at most %d characters.", LongestPassword)}
	case !utf8.ValidString(password):
		return Refused{"The password has characters that this page cannot read. Type it again."}
	}
	low := strings.ToLower(norm.NFKC.String(password))
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	switch {
	case madeOfEmail(low, strings.ToLower(email), local):
		return Refused{"That is too close to your e-mail address. Choose something that has nothing to do with it."}
	case repeats(low):
		return Refused{"That is one short piece over and over. Choose something less regular."}
	case runs(low):
		return Refused{"That is a row of the keyboard, of the alphabet or of numbers. Choose something less regular."}
	case commonWord(low):
		return Refused{"That is a very common word with something before or behind it, which is tried first by anybody who guesses. Choose several words that do not belong together."}
	}
	return nil
}

// madeOfEmail says that little is left of the password without the address.
func madeOfEmail(low, email, local string) bool {
	for _, part := range []string{email, local} {
		if len(part) >= 3 && strings.Contains(low, part) && utf8.RuneCountInString(strings.ReplaceAll(low, part, "")) < 6 {
			return true
		}
	}
	return false
}

// repeats says that the password is one piece, of up to half its length, again and again, or has fewer than five different characters.
func repeats(low string) bool {
	characters := []rune(low)
	different := map[rune]bool{}
	for _, c := range characters {
		different[c] = true
	}
	if len(different) < 5 {
		return true
	}
	for n := 1; n <= len(characters)/2; n++ {
		periodic := true
		for i := n; i < len(characters) && periodic; i++ {
			periodic = characters[i] == characters[i-n]
		}
		if periodic {
			return true
		}
	}
	return false
}

// rows are what fingers run along.
var rows = []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p"}

// runs says that the password falls into at most three runs of rows, forwards or backwards, each of three characters or more.
func runs(low string) bool {
	text, pieces := low, 0
	for text != "" {
		n := longestRun(text)
		if n < 3 {
			break
		}
		text, pieces = text[n:], pieces+1
	}
	return pieces <= 3 && utf8.RuneCountInString(text) < 3
}

// longestRun is how many bytes at the beginning of text lie in a row.
func longestRun(text string) (longest int) {
	for _, row := range rows {
		for _, r := range []string{row, backwards(row)} {
			for n := len(text); n > longest; n-- {
				if strings.Contains(r+r, text[:n]) {
					longest = n
				}
			}
		}
	}
	return longest
}

func backwards(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// words are what the commonest passwords are made of, beside names of the year's parts.
var words = strings.Fields(`password passwort passphrase pass welcome letmein login signin access secret admin administrator root user guest test
	changeme default qwerty master monkey dragon shadow sunshine princess superman batman football liverpool arsenal chelsea everton rangers celtic
	united england britain london iloveyou trustno whatever computer internet hello flower freedom starwars pokemon cheese charlie george thomas
	jessica michael daniel ashley jordan hunter killer summer winter spring autumn january february march april june july august september october
	november december monday tuesday wednesday thursday friday saturday sunday inclusion partnership council school education send sendboard forum`)

// commonWord says that the password is one common word, or two, and otherwise digits and signs: "Summer2026!!", "P@ssw0rd1234".
func commonWord(low string) bool {
	trimmed := strings.TrimFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("@$", r) })
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		if letter, ok := map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', '$': 's', '!': 'i'}[r]; ok {
			return letter
		}
		return -1
	}, trimmed)
	for _, word := range words {
		if rest, ok := strings.CutPrefix(plain, word); ok && (rest == "" || slices.Contains(words, rest)) {
			return true
		}
	}
	return false
}
