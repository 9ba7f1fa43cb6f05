package read

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

const blanks = " \t\r\n"

// isName says whether a text may be the name of an element or an attribute.
func isName(text []byte) bool {
	for i, c := range text {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == ':', c >= utf8.RuneSelf:
		case i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return len(text) > 0
}

// cutName cuts a tag's inside after its name.
func cutName(inside []byte) (name, rest []byte) {
	if i := bytes.IndexAny(inside, blanks); i >= 0 {
		return inside[:i], inside[i:]
	}
	return inside, nil
}

// cutPrefix cuts a name into the prefix of its namespace, which may be empty, and the rest.
func cutPrefix(name []byte) (prefix, local []byte) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return nil, name
}

// cutAttribute cuts an attribute off what follows a tag's name. The name is nil when nothing but blanks is left.
func cutAttribute(text []byte) (name, value, rest []byte, proper bool) {
	after := bytes.TrimLeft(text, blanks)
	if len(after) == 0 {
		return nil, nil, nil, true
	}
	name, quoted, found := bytes.Cut(after, []byte{'='})
	name, quoted = bytes.TrimRight(name, blanks), bytes.TrimLeft(quoted, blanks)
	if !found || len(after) == len(text) || !isName(name) || len(quoted) < 2 || quoted[0] != '"' && quoted[0] != '\'' {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(quoted[1:], quoted[0])
	if end < 0 || bytes.IndexByte(quoted[1:end+1], '<') >= 0 {
		return nil, nil, nil, false
	}
	return name, quoted[1 : end+1], quoted[end+2:], true
}

// What kinds of bytes a text holds.
const (
	notSpace  uint8 = 1 << iota // something else than white space
	newline                     // a line ends
	ampersand                   // a reference may begin
	bracket                     // "]]>" may begin
	beyond                      // not ASCII
	illegal                     // never in XML
)

var classes = func() (all [256]uint8) {
	for c := range all {
		switch {
		case c == '\n':
			all[c] = newline
		case c == ' ' || c == '\t' || c == '\r':
		case c < ' ':
			all[c] = notSpace | illegal
		case c == '&':
			all[c] = notSpace | ampersand
		case c == ']':
			all[c] = notSpace | bracket
		case c >= utf8.RuneSelf:
			all[c] = notSpace | beyond
		default:
			all[c] = notSpace
		}
	}
	return all
}()

// holds says what kinds of bytes a text holds.
func holds(text []byte) uint8 {
	var all uint8
	for _, c := range text {
		all |= classes[c]
	}
	return all
}

const spaces = "                                                                "

// indents says that a text is a line's end and the blanks before the next line, as nearly every text between two elements is.
func indents(text []byte) bool {
	n := len(text)
	return n > 0 && n <= len(spaces) && text[0] == '\n' && string(text[1:]) == spaces[:n-1]
}

// notUTF8 says that a text beyond ASCII is not UTF-8, or holds one of the two characters that are never in XML.
func notUTF8(text []byte) bool {
	return !utf8.Valid(text) || bytes.Contains(text, []byte("\ufffe")) || bytes.Contains(text, []byte("\uffff"))
}

// appendDecoded adds a text to another with its references replaced, and says false when one of them is none of the five that XML
// has nor the number of a character.
func appendDecoded(to, text []byte) ([]byte, bool) {
	for {
		start := bytes.IndexByte(text, '&')
		if start < 0 {
			return append(to, text...), true
		}
		to = append(to, text[:start]...)
		text = text[start+1:]
		end := bytes.IndexByte(text, ';')
		if end < 1 {
			return to, false
		}
		r, known := referred(text[:end])
		if !known {
			return to, false
		}
		to = utf8.AppendRune(to, r)
		text = text[end+1:]
	}
}

// referred is the character that a reference stands for.
func referred(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	if name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && mayStand(rune(n))
}

// mayStand says whether a character may be in XML.
func mayStand(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xd800 || r >= 0xe000 && r < 0xfffe || r >= 0x10000 && r <= utf8.MaxRune
}
