package sen2

import (
	"strings"
	"testing"
)

// The ninth of the reference's test vectors.
func TestTheFirstLetterOfAUPNIsTheCheckLetterOfItsDigits(t *testing.T) {
	for letter := byte('A'); letter <= 'Z'; letter++ {
		upn := parseUPN([]byte(string(letter) + "123456789012"))
		if !upn.Given() || upn.Temporary() || upn.LetterFits() != (letter == 'A') {
			t.Errorf("the check letter %c: of its form %t, temporary %t, fits %t", letter, upn.Given(), upn.Temporary(), upn.LetterFits())
		}
	}
}

func TestEveryCheckLetterIsFoundByItsRule(t *testing.T) {
	found := map[byte]bool{}
	for i := range 23 {
		// The last digit weighs 13 and the one before it 12.
		digits := "0000000000" + string([]byte{'0' + byte(i/10), '0' + byte(i%10)})
		want := checkLetters[(12*(i/10)+13*(i%10))%23]
		for letter := byte('A'); letter <= 'Z'; letter++ {
			if fits := parseUPN([]byte(string(letter) + digits)).LetterFits(); fits != (letter == want) {
				t.Errorf("%c fits %s: %t", letter, digits, fits)
			}
		}
		found[want] = true
	}
	if strings.ContainsAny(checkLetters, "IOS") || len(checkLetters) != 23 || len(found) < 10 {
		t.Errorf("the letters are %s", checkLetters)
	}
}

func TestATemporaryUPNEndsInALetterThatCountsInTheCheck(t *testing.T) {
	// 1x2+2x3+3x4+4x5+5x6+6x7+7x8+8x9+9x10+0x11+1x12 = 342 and the place of B, 1, times 13 = 355; 355 mod 23 = 10: L.
	upn := parseUPN([]byte("L12345678901B"))
	if !upn.Given() || !upn.Temporary() || !upn.LetterFits() {
		t.Errorf("of its form %t, temporary %t, fits %t", upn.Given(), upn.Temporary(), upn.LetterFits())
	}
	if parseUPN([]byte("A12345678901B")).LetterFits() || parseUPN([]byte("L12345678901I")).LetterFits() {
		t.Error("another letter fits")
	}
}

func TestWhatIsNotOfTheFormOfAUPNIsNone(t *testing.T) {
	for _, text := range []string{"X1234567898765", "A12345678901", "A12345678901_", "1123456789012", "AB23456789012", "A1234567890é", "A 23456789012", "A12345-789012", "*123456789012"} {
		if upn := parseUPN([]byte(text)); upn != BadUPN || upn.Given() || upn.Temporary() || upn.LetterFits() {
			t.Errorf("%d characters are taken for a UPN", len(text))
		}
	}
	if UPN(0).Given() || UPN(0).LetterFits() || ULN(0).Given() || ULN(0).DigitFits() {
		t.Error("none is taken for one")
	}
}

func TestDifferentUPNsAreDifferentNumbers(t *testing.T) {
	seen := map[UPN]string{}
	for _, text := range []string{"A000000000000", "A000000000001", "A00000000000A", "A00000000000Z", "B000000000000", "Z000000000000", "A000000000010", "Z999999999999", "Z99999999999Z", "A999999999999"} {
		upn := parseUPN([]byte(text))
		if other, again := seen[upn]; again || !upn.Given() {
			t.Errorf("%s is packed as %q is", text, other)
		}
		seen[upn] = text
		if parseUPN([]byte(strings.ToLower(text))) != upn {
			t.Errorf("%s in small letters is another", text)
		}
	}
}

func TestTheLastDigitOfAULNIsTheCheckDigitOfTheOthers(t *testing.T) {
	// 1x10+2x9+3x8+4x7+5x6+6x5+7x4+8x3+9x2 = 210; 210 mod 11 = 1; 10 - 1 = 9.
	for digit := byte('0'); digit <= '9'; digit++ {
		uln := parseULN([]byte("123456789" + string(digit)))
		if !uln.Given() || uln.DigitFits() != (digit == '9') {
			t.Errorf("%c fits: %t", digit, uln.DigitFits())
		}
	}
	// 0x10+...+1x2 = 2; 10 - 2 = 8. A sum that leaves nothing has no check digit.
	if !parseULN([]byte("0000000018")).DigitFits() || parseULN([]byte("0000000000")).DigitFits() {
		t.Error("the rule of weights does not hold")
	}
	for _, text := range []string{"", "123456789", "12345678901", "12345678x0", "-123456789"} {
		if uln := parseULN([]byte(text)); uln != BadULN || uln.Given() {
			t.Errorf("%d characters are taken for a ULN", len(text))
		}
	}
	if parseULN([]byte("9999999999")) != UnknownULN {
		t.Error("the number of those without one is not known")
	}
	if p := withOne(ULNField, "1234567899.0"); !p.ULN.DigitFits() {
		t.Error("a number that a spreadsheet has made a decimal is not read")
	}
}
