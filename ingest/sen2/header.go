package sen2

import "bytes"

// Set reads a field of the header. What cannot be read is noted as a fault. Text is kept only as far as it can be a name of software or a
// version: letters, digits, spaces and a few marks, at most 60 characters, with no more digits than versions have.
func (h *Header) Set(f Field, text []byte) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return
	}
	switch f {
	case Collection:
		h.Collection = plain(text, 10)
	case Year:
		if text = whole(text); len(text) != 4 || number(text) < 1000 {
			h.fault(Unreadable, f)
			return
		}
		h.Year = number(text)
	case ReferenceDate:
		if h.ReferenceDate = parseDate(text); h.ReferenceDate == BadDate {
			h.fault(Unreadable, f)
		}
	case SourceLevel:
		h.letter(&h.SourceLevel, f, text)
	case LEA:
		if h.Authority = parseLA(text); h.Authority == BadLA {
			h.fault(NotACode, f)
		}
	case SoftwareCode:
		h.Software = plain(text, 60)
	case Release:
		h.Release = plain(text, 60)
	case SerialNo:
		if text = whole(text); len(text) > 9 || number(text) < 0 {
			h.fault(Unreadable, f)
			return
		}
		h.Serial = string(text)
	case DateTime:
		h.moment(f, text)
	case DMO:
		h.letter(&h.DMO, f, text)
	case DCO:
		h.letter(&h.DCO, f, text)
	case DSCO:
		h.letter(&h.DSCO, f, text)
	}
}

func (h *Header) fault(kind FaultKind, f Field) {
	h.Faults = append(h.Faults, Fault{Kind: kind, Field: f})
}

func (h *Header) letter(to *Letter, f Field, text []byte) {
	if len(text) == 1 && isCode(fieldsAbout[f].Codes, text[0]) {
		*to = Letter(text[0])
		return
	}
	*to = BadLetter
	h.fault(NotACode, f)
}

// moment reads YYYY-MM-DDThh:mm:ss, with whatever part of a second and zone may follow.
func (h *Header) moment(f Field, text []byte) {
	const form = len("2006-01-02T15:04:05")
	switch {
	case len(text) >= form && text[10] == 'T' && parseDate(text[:form]).Given():
		h.MadeAt = string(text[:form])
	case parseDate(text).Given():
		h.MadeAt = parseDate(text).String() + "T00:00:00"
	default:
		h.fault(Unreadable, f)
	}
}

// MadeOn is the day on which the file was made, when the header says so.
func (h *Header) MadeOn() Date {
	if len(h.MadeAt) < 10 {
		return 0
	}
	return parseDate([]byte(h.MadeAt[:10]))
}

// mostDigits is how many digits a name of software or a version may have. Pupil and learner numbers have more.
const mostDigits = 9

// plain keeps letters, digits, spaces and . - _ of a text, at most n characters, and nothing of one with more digits than a version has.
func plain(text []byte, n int) string {
	kept, digits := make([]byte, 0, min(n, len(text))), 0
	for _, c := range text {
		if isDigit(c) {
			digits++
		}
		if digits > mostDigits {
			return ""
		}
		if len(kept) == n {
			continue
		}
		if isLetter(upper(c)) || isDigit(c) || c == ' ' || c == '.' || c == '-' || c == '_' {
			kept = append(kept, c)
		}
	}
	return string(kept)
}
