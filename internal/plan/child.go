package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Nothing about one child is ever held (9.14, caution 4). Two guards stand at the door: ChildColumns refuses a file that is a list
// of children, ChildWords a text that names one.

// childIDs are column names that only a list of children has: one of them is enough to refuse a file.
var childIDs = map[string]string{
	"upn": "UPN", "uniquepupilnumber": "UPN", "upnnumber": "UPN", "pupilupn": "UPN", "childupn": "UPN", "formerupn": "UPN", "upnunknown": "UPN",
	"uln": "ULN", "uniquelearnernumber": "ULN", "ulnnumber": "ULN",
	"nhsnumber": "NHS number", "nhsno": "NHS number",
	"dateofbirth": "date of birth", "dob": "date of birth", "birthdate": "date of birth", "personbirthdate": "date of birth",
	"childdateofbirth": "date of birth", "childdob": "date of birth", "pupildob": "date of birth", "birthday": "date of birth",
	"forename": "forename", "firstname": "forename", "givenname": "forename", "legalforename": "forename", "preferredforename": "forename",
	"surname": "surname", "lastname": "surname", "familyname": "surname", "legalsurname": "surname", "preferredsurname": "surname",
	"childname": "child’s name", "childsname": "child’s name", "nameofchild": "child’s name", "pupilname": "child’s name", "nameofpupil": "child’s name",
	"childfullname": "child’s name", "pupilfullname": "child’s name",
	"childuniqueid": "unique ID of a child", "childid": "unique ID of a child", "pupilid": "unique ID of a child", "personid": "unique ID of a child",
	"homepostcode": "home postcode", "childpostcode": "home postcode", "pupilpostcode": "home postcode", "homeaddress": "home address",
}

// personIDs are names that a table of totals may have too: an id of a row. With one of childTraits they make a list of children.
var personIDs = map[string]string{"uniqueid": "unique ID", "uniqueidentifier": "unique ID", "clientid": "unique ID", "casenumber": "case number",
	"caseid": "case number", "mosaicid": "case number", "personreference": "unique ID", "nativeid": "unique ID", "persontableid": "unique ID"}

// childTraits are the other columns of the lists that inspectors ask for: each may head a table of totals, none belongs beside an id.
var childTraits = map[string]string{"ethnicity": "ethnicity", "gender": "gender", "sex": "sex", "age": "age", "postcode": "postcode",
	"dateinitialehcplanissued": "date of the plan", "dateupdatedplanissued": "date of the plan", "datelastreviewed": "date of the review",
	"senprimaryneed": "primary need", "primaryneed": "primary need", "mainestablishmenturn": "school", "subsidiaryestablishmenturn": "school",
	"electivehomeeducation": "home education", "pupilpremium": "pupil premium", "disability": "disability", "knowntochildrenssocialcare": "social care",
	"yeargroup": "year group", "absence": "absence", "suspensions": "suspensions", "permanentexclusions": "permanent exclusions"}

var notNameRunes = regexp.MustCompile(`[^a-z0-9]+`)

// ChildColumns says what in a table's header is of single children, in plain words and in the header's order; none means that the
// table may be read. Names are compared without capitals, spaces and signs, so "Date of Birth" and "date_of_birth" are one.
//
// A column that only a list of children has (UPN, ULN, NHS number, date of birth, forename, surname, home address) is refused by
// itself. "Unique ID", ethnicity, gender, age and postcode may stand in a table of totals and are refused only together: an id of a
// row beside two traits, or beside one of a date of a plan or a review.
func ChildColumns(header []string) []string {
	var found, ids, traits []string
	for _, name := range header {
		n := notNameRunes.ReplaceAllString(strings.ToLower(strings.ReplaceAll(name, "’", "")), "")
		if what, ok := childIDs[n]; ok {
			found = append(found, what)
		}
		if what, ok := personIDs[n]; ok {
			ids = append(ids, what)
		}
		if what, ok := childTraits[n]; ok {
			traits = append(traits, what)
		}
	}
	dated := slices.ContainsFunc(traits, func(s string) bool { return strings.HasPrefix(s, "date of the") })
	if len(ids) > 0 && (len(traits) > 1 || dated) {
		found = append(found, ids...)
		found = append(found, traits...)
	}
	return distinct(found)
}

func distinct(list []string) (out []string) {
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

var (
	upnShape      = regexp.MustCompile(`\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]\b`) // in capitals
	nhsShape      = regexp.MustCompile(`\b[0-9]{3}([ -]?)[0-9]{3}([ -]?)[0-9]{4}\b`)
	birthShape    = regexp.MustCompile(`(?i)\b(dob|d\.o\.b|date of birth|birth ?date)\b[\s.:=(]*((is|was|on|in|the)\s+)*([0-9]|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
	bornShape     = regexp.MustCompile(`(?i)\bborn\s+(on\s+)?(the\s+)?([0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]|[0-9]{1,2}(st|nd|rd|th)?\s+(of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
	postcodeShape = regexp.MustCompile(`(?i)\b(GIR ?0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPSTUW]) ?[0-9][ABD-HJLNP-UW-Z]{2})\b`)
	childShape    = regexp.MustCompile(`(?i)\b(child|pupil|boy|girl|son|daughter|student|lives?|lived|living (at|in)|moved to|home address|address is)\b`)
	noNumber      = regexp.MustCompile(`\+44[\s()0-9-]+|[£€$]\s?[0-9 ,.]+`) // telephone numbers as they are dialled from abroad, and money
)

// ChildWords says what in a text could tell who one child is, in plain words; none means that the text may be kept. It finds a UPN
// (its check letter is worked out), an NHS number (its check digit is worked out), a date of birth where the text says that it is
// one, and a full postcode in a sentence that speaks of one child or of where
// somebody lives. It finds no names: a person must read for those.
//
// It lets pass dates of meetings, years and months of birth of a group ("children born in 2019"), telephone numbers, references such
// as "S10 47%", the first half of a postcode, and an office's postcode in a sentence about no child.
func ChildWords(text string) []string {
	var found []string
	if slices.ContainsFunc(upnShape.FindAllString(strings.ToUpper(text), -1), validUPN) {
		found = append(found, "a unique pupil number (UPN)")
	}
	if slices.ContainsFunc(nhsShape.FindAllString(noNumber.ReplaceAllString(text, " "), -1), validNHS) {
		found = append(found, "an NHS number")
	}
	if birthShape.MatchString(text) || bornShape.MatchString(text) {
		found = append(found, "a date of birth")
	}
	for _, sentence := range sentences(text) {
		if childShape.MatchString(sentence) && postcodeShape.MatchString(sentence) {
			return append(found, "a full postcode beside words about a child or a home")
		}
	}
	return found
}

var sentenceEnd = regexp.MustCompile(`[.!?;]\s+|\n+`)

func sentences(text string) []string { return sentenceEnd.Split(text, -1) }

// upnLetters are the check letters by their number: I, O and S are not used.
const upnLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// validUPN works out the check letter of a 13-character UPN: the characters after the first, times 2 to 13, added, modulo 23 (UK
// Government Data Standards Catalogue, Unique Pupil Number 2.0). The last character of a temporary UPN is a letter and counts as its
// number.
func validUPN(upn string) bool {
	sum := 0
	for i := 1; i < len(upn); i++ {
		digit := int(upn[i] - '0')
		if upn[i] > '9' {
			digit = strings.IndexByte(upnLetters, upn[i])
		}
		sum += digit * (i + 1)
	}
	return upn[0] == upnLetters[sum%23]
}

// validNHS works out the check digit of an NHS number: the first nine digits times 10 to 2, added; eleven less the remainder of
// eleven is the tenth, 11 being 0 and 10 none (NHS Data Dictionary, NHS NUMBER). Numbers in use begin with 4, 6 or 7 in England and 3
// in Northern Ireland, those for tests with 9; others are telephone or reference numbers.
func validNHS(text string) bool {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
	if !strings.ContainsAny(digits[:1], "34679") || strings.Count(digits, digits[:1]) == len(digits) {
		return false
	}
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	return (11-sum%11)%11 == int(digits[9]-'0')
}

// FreeText checks a text that somebody wrote: not longer than most characters (0 for no limit), nothing in it of one child, and no
// character that cannot be seen (see Hidden). Label is what the form calls it.
func FreeText(p *Problems, field, label, text string, most int) {
	if strings.ContainsFunc(text, Hidden) {
		p.Add(field, "%s holds a character that cannot be seen. Type it again.", label)
	}
	if n := len([]rune(text)); most > 0 && n > most {
		p.Add(field, "%s is too long: it has %d characters, and %d are kept.", label, n, most)
	}
	if found := ChildWords(text); len(found) > 0 {
		p.Add(field, "%s seems to hold %s. Take it out: nothing about one child is kept here.", label, listed(found))
	}
}

// Hidden says that a character is none to read and upsets what it stands in: a control that is no tab and ends no line, or one that
// turns the direction of all that follows. Marks of right-to-left scripts are no such characters.
func Hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\r' || r == '\t':
		return false
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return unicode.IsControl(r)
}

// listed joins words as a sentence does: "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return fmt.Sprintf("%s and %s", strings.Join(words[:len(words)-1], ", "), words[len(words)-1])
}
