// Package plan is what a SEND and AP partnership writes about itself, and the rules of writing it: the framework, scores of
// statements, evidence, surveys, disagreements and the board's answers, the local inclusion plan with its actions, decisions and
// risks, sign-offs, and versions that never change. It is pure: it imports no database and no HTTP, and is told what day it is.
//
// What is written is a Document. Each has a kind and a key; saving one replaces the one before it and keeps both (see Entry). All
// that a partnership has written, as it stands now, is its Book.
package plan

import (
	"slices"
	"time"
)

// Day is a date as it is written in documents: 2026-03-31. It is empty where there is none. Days compare as text.
type Day string

const isoDay = "2006-01-02"

// DayOf is the day of an instant in its own time zone.
func DayOf(at time.Time) Day { return Day(at.Format(isoDay)) }

// Time is the beginning of the day; ok is false where the text is no date.
func (d Day) Time() (at time.Time, ok bool) {
	at, err := time.Parse(isoDay, string(d))
	return at, err == nil
}

// Valid says that the text is a date of the calendar.
func (d Day) Valid() bool {
	_, ok := d.Time()
	return ok
}

// Words writes the day as people do: 31 March 2026. What is no date stays as it is, and no day is no words.
func (d Day) Words() string {
	at, ok := d.Time()
	if !ok {
		return string(d)
	}
	return at.Format("2 January 2006")
}

// Add is the day so many days later. The day must be valid.
func (d Day) Add(days int) Day {
	at, _ := d.Time()
	return DayOf(at.AddDate(0, 0, days))
}

// AddMonths is the same day so many months later, as the calendar counts. The day must be valid.
func (d Day) AddMonths(months int) Day {
	at, _ := d.Time()
	return DayOf(at.AddDate(0, months, 0))
}

// DaysUntil is how many days later another day is; negative where it is earlier. Both must be valid.
func (d Day) DaysUntil(other Day) int {
	from, _ := d.Time()
	to, _ := other.Time()
	return int(to.Sub(from).Hours() / 24)
}

// Level is a place on the scale of 1 to 4; 0 is "not yet assessed".
type Level int

// Perspective is whose view a reading is. Perspectives stand side by side and are never blended.
type Perspective string

// Perspectives, in the order they are shown.
const (
	Leaders  Perspective = "leaders"      // L: agreed by the board, and kept for each organisation
	Forum    Perspective = "forum"        // F: the parent carer forum's panel
	Families Perspective = "families"     // P: a survey of parents and carers
	Young    Perspective = "young people" // Y
	Settings Perspective = "settings"     // S: schools, colleges, early years and AP providers
	Data     Perspective = "data"         // D: the data signal of published figures
)

// Perspectives lists all six in the order they are shown.
func Perspectives() []Perspective {
	return []Perspective{Leaders, Forum, Families, Young, Settings, Data}
}

// Letter is how tables and links name a perspective: L, F, P, Y, S or D.
func (p Perspective) Letter() string {
	return map[Perspective]string{Leaders: "L", Forum: "F", Families: "P", Young: "Y", Settings: "S", Data: "D"}[p]
}

// Shape is the sign that goes with the letter, so that nothing rests on colour.
func (p Perspective) Shape() string {
	return map[Perspective]string{Leaders: "▲", Forum: "◆", Families: "●", Young: "★", Settings: "▬", Data: "■"}[p]
}

// Heading heads a perspective's column.
func (p Perspective) Heading() string {
	return map[Perspective]string{Leaders: "What leaders say", Forum: "What the forum says", Families: "What families say",
		Young: "What young people say", Settings: "What settings say", Data: "What published data show"}[p]
}

// Organisations that score for themselves within what leaders say, and the two that are not of one service.
const (
	Council    = "council"
	ICB        = "icb"
	Schools    = "schools"
	AP         = "ap"
	SocialCare = "social care"
	BoardOrg   = "board"        // the score that the board agrees
	ForumOrg   = "forum"        // the parent carer forum
	YoungOrg   = "young people" // their lead
)

// Partners lists the organisations that score for themselves.
func Partners() []string { return []string{Council, ICB, Schools, AP, SocialCare} }

// OrganisationName is how an organisation is called on a page.
func OrganisationName(id string) string {
	names := map[string]string{Council: "Council", ICB: "Integrated care board (ICB)", Schools: "Schools and trusts", AP: "Alternative provision",
		SocialCare: "Social care", BoardOrg: "Board", ForumOrg: "Parent carer forum", YoungOrg: "Young people"}
	if name, ok := names[id]; ok {
		return name
	}
	return id
}

// Scorer says that an organisation may score for itself, the board included.
func Scorer(organisation string) bool {
	return organisation == BoardOrg || slices.Contains(Partners(), organisation)
}
