package page

import (
	"net/http"
	"strconv"
	"time"

	"inclusion/internal/account"
)

// keptFor is how long what is kept of a person lets somebody in, as the program has it in force.
type keptFor struct {
	Session, Idle, Away                        time.Duration
	InvitationDays, ResetHours, LinkDays, Most int // Most: inspectors' links, at the longest
}

func keptTimes() keptFor {
	return keptFor{Session: account.SessionLasts, Idle: account.SessionIdle, Away: account.AwayLasts,
		InvitationDays: account.InvitationDays, ResetHours: account.ResetHours,
		LinkDays: account.LinkDays, Most: account.LongestLinkDays}
}

// SessionWords, IdleWords and AwayWords are the times of a session and of a sign-in elsewhere in words: "12 hours".
func (k keptFor) SessionWords() string { return hoursWords(k.Session) }
func (k keptFor) IdleWords() string    { return hoursWords(k.Idle) }
func (k keptFor) AwayWords() string    { return hoursWords(k.Away) }

func hoursWords(d time.Duration) string {
	n, unit := int(d/time.Hour), "hour"
	if d%time.Hour != 0 {
		n, unit = int(d/time.Minute), "minute"
	}
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + unit
}

// privacy says what is kept of people, why, for how long, and what they can ask for.
func (p *Pages) privacy(w http.ResponseWriter, r *http.Request, v reading) error {
	page := struct {
		statement
		Kept keptFor
	}{p.statement(r, v, "Privacy", "What this server keeps of people who read it and of people who sign in, why, and for how long."), keptTimes()}
	return p.Views.Render(w, "privacy", page)
}
