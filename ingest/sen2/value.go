package sen2

func (p *Person) date(to *Date, f Field, text []byte) {
	if *to = parseDate(text); *to == BadDate {
		p.Fault(Unreadable, f)
	}
}

// letter reads a code of one character, which must be one of the field's. "1.0", as a spreadsheet writes a 1, is "1".
func (p *Person) letter(to *Letter, f Field, text []byte) {
	text = whole(text)
	if len(text) == 1 && isCode(fieldsAbout[f].Codes, text[0]) {
		*to = Letter(text[0])
		return
	}
	*to = BadLetter
	p.Fault(NotACode, f)
}

// isCode says whether c is one of the codes of one character that stand apart by spaces.
func isCode(codes string, c byte) bool {
	for i := 0; i < len(codes); i += 2 {
		if codes[i] == c {
			return true
		}
	}
	return false
}

// flag reads 1 and 0, true and false, and what a spreadsheet makes of them.
func (p *Person) flag(to *Flag, f Field, text []byte) {
	switch text = whole(text); string(text) {
	case "1", "true", "True", "TRUE":
		*to = Yes
	case "0", "false", "False", "FALSE":
		*to = No
	default:
		*to = BadFlag
		p.Fault(NotACode, f)
	}
}

// whole takes the ".0" off a whole number that a spreadsheet has made a decimal.
func whole(text []byte) []byte {
	if n := len(text); n > 2 && text[n-1] == '0' && text[n-2] == '.' {
		return text[:n-2]
	}
	return text
}

// digits reads a number of at least and at most so many digits.
func (p *Person) digits(to *uint32, f Field, text []byte, least, most int) {
	text = whole(text)
	n := -1
	if len(text) <= most {
		n = number(text)
	}
	if n < 0 || len(text) < least {
		*to = BadNumber
		p.Fault(Unreadable, f)
		return
	}
	*to = uint32(n)
}

func (p *Person) authority(to *LA, f Field, text []byte) {
	if *to = parseLA(text); *to == BadLA {
		p.Fault(NotACode, f)
	}
}

// parseLA reads three digits, or XXX for an authority that is not known or outside the country.
func parseLA(text []byte) LA {
	text = whole(text)
	if string(text) == "XXX" {
		return OutsideEngland
	}
	if n := number(text); len(text) == 3 && n > 0 {
		return LA(n)
	}
	return BadLA
}

// isPostCode says whether a text has the shape of a postcode: an outward part of two to four letters and digits that begins with a
// letter, and an inward part of a digit and two letters. Whether there is such a postcode is not looked up.
func isPostCode(text []byte) bool {
	var packed [7]byte
	n := 0
	for _, c := range text {
		if c == ' ' {
			continue
		}
		if n == len(packed) {
			return false
		}
		packed[n] = upper(c)
		n++
	}
	if n < 5 || !isLetter(packed[0]) || !isLetter(packed[n-1]) || !isLetter(packed[n-2]) || !isDigit(packed[n-3]) {
		return false
	}
	for _, c := range packed[:n-3] {
		if !isLetter(c) && !isDigit(c) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
