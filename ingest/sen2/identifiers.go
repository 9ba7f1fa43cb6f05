package sen2

// UPN is a unique pupil number packed into a number, so that two records can be found to bear the same one. It is never shown, written
// or kept. 0 is none, BadUPN something that is not of its form.
type UPN uint64

// BadUPN stands where something was given that is not of a UPN's form.
const BadUPN UPN = 1<<64 - 1

// ULN is a unique learner number, used as a UPN is. 0 is none, BadULN something that is not ten digits.
type ULN uint64

// BadULN stands where something was given that is not ten digits; UnknownULN is what a register gives to learners without one.
const (
	BadULN     ULN = 1<<64 - 1
	UnknownULN ULN = 9_999_999_999
)

// Given says that the number is of its form.
func (u UPN) Given() bool { return u != 0 && u != BadUPN }

// Given says that the number is of its form.
func (u ULN) Given() bool { return u != 0 && u != BadULN }

// checkLetters are those that may stand first in a UPN: A to Z without I, O and S.
const checkLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// parseUPN packs a letter and twelve digits, or a letter, eleven digits and a letter (a temporary number).
func parseUPN(text []byte) UPN {
	if len(text) != 13 {
		return BadUPN
	}
	first, last := upper(text[0]), upper(text[12])
	digits := number(text[1:12])
	if !isLetter(first) || digits < 0 {
		return BadUPN
	}
	var end int // 0 to 9 for a digit, 10 to 35 for a letter
	switch {
	case last >= '0' && last <= '9':
		end = int(last - '0')
	case isLetter(last):
		end = int(last-'A') + 10
	default:
		return BadUPN
	}
	return UPN((uint64(digits)*36+uint64(end))*26+uint64(first-'A')) + 1
}

// Temporary says that the number ends in a letter.
func (u UPN) Temporary() bool { return u.Given() && (uint64(u-1)/26)%36 >= 10 }

// LetterFits says whether the first letter is the check letter of the twelve digits: weights 2 to 13, sum modulo 23. A temporary
// number's last letter counts as its place in the list of check letters.
func (u UPN) LetterFits() bool {
	if !u.Given() {
		return false
	}
	packed := uint64(u - 1)
	first := byte(packed%26) + 'A'
	end := packed / 26 % 36
	digits := packed / 26 / 36
	if end >= 10 {
		place := -1
		for i := range len(checkLetters) {
			if checkLetters[i] == byte(end-10)+'A' {
				place = i
			}
		}
		if place < 0 {
			return false
		}
		end = uint64(place)
	}
	sum := end * 13
	for weight := uint64(12); weight >= 2; weight-- {
		sum += digits % 10 * weight
		digits /= 10
	}
	return checkLetters[sum%23] == first
}

// parseULN reads ten digits.
func parseULN(text []byte) ULN {
	n := number(text)
	if len(text) != 10 || n < 0 {
		return BadULN
	}
	return ULN(n)
}

// DigitFits says whether the last digit is the check digit of the nine before it: their sum times 10 to 2, modulo 11, taken from 10.
func (u ULN) DigitFits() bool {
	if !u.Given() {
		return false
	}
	rest, last := uint64(u)/10, uint64(u)%10
	sum := uint64(0)
	for weight := uint64(2); weight <= 10; weight++ {
		sum += rest % 10 * weight
		rest /= 10
	}
	left := sum % 11
	return left != 0 && 10-left == last
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
