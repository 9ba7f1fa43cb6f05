package plan

import (
	"regexp"
	"slices"
	"strings"
)

// wanted notes an empty field with the sentence that asks for it.
func (p *Problems) wanted(field, text, sentence string) {
	if strings.TrimSpace(text) == "" {
		p.Add(field, "%s", sentence)
	}
}

// date notes a day that is no date of the calendar. An empty one is a problem only where the sentence asks for it.
func (p *Problems) date(field, label string, d Day, sentence string) {
	switch {
	case d == "" && sentence != "":
		p.Add(field, "%s", sentence)
	case d != "" && !d.Valid():
		p.Add(field, "%s is no date: write it as 2027-03-31.", label)
	}
}

// past notes a day that has not come yet.
func (p *Problems) past(field, label string, d, today Day) {
	if d.Valid() && today.Valid() && d > today {
		p.Add(field, "%s is in the future: %s.", label, d.Words())
	}
}

// inOrder notes that a later day comes before an earlier one. Days that are empty or no dates are let be.
func (p *Problems) inOrder(field string, earlier, later Day, sentence string) {
	if earlier.Valid() && later.Valid() && later < earlier {
		p.Add(field, "%s", sentence)
	}
}

// oneOf notes a word that is not on a list; an empty one is a problem only where it is needed.
func (p *Problems) oneOf(field, label, word string, list []string, needed bool) {
	if (word != "" || needed) && !slices.Contains(list, word) {
		p.Add(field, "%s is one of: %s.", label, strings.Join(list, ", "))
	}
}

var number = regexp.MustCompile(`^[1-9][0-9]{0,4}$`)

// id notes an id that is not a letter and a number: A1, A2, …
func (p *Problems) id(letter, id string) {
	if rest, ok := strings.CutPrefix(id, letter); !ok || !number.MatchString(rest) {
		p.Add("id", "The number %q is not of the form %s1, %s2, …", id, letter, letter)
	}
}

// Longest texts, in characters.
const (
	lineLimit = 300
	textLimit = 3000
)

// texts checks several free texts at once: field, label, text, three by three.
func (p *Problems) texts(most int, fields ...string) {
	for i := 0; i+2 < len(fields); i += 3 {
		FreeText(p, fields[i], fields[i+1], fields[i+2], most)
	}
}

// Warning is something worth a look that stops nothing from being saved.
type Warning struct {
	Text  string
	Where string // path under /board/{code}
	Key   string // of the priority or action it is about; "" for the plan
}
