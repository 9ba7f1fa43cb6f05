package account

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"

	"inclusion/internal/web"
)

// How long an inspector's link may open a pack.
const (
	LinkDays        = 14 // unless told otherwise
	LongestLinkDays = 90
)

// codeLetters are those that nobody takes for another when a code is read out.
const codeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

// newCode is a code that goes with a link, handed over by another way than the link: eight letters and digits in two groups.
func newCode() string {
	var code strings.Builder
	for code.Len() < 9 {
		if code.Len() == 4 {
			code.WriteByte('-')
		}
		var b [1]byte
		_, _ = rand.Read(b[:]) // it never fails
		// What would make some letters likelier than others is thrown away.
		if n := int(b[0]); n < 256/len(codeLetters)*len(codeLetters) {
			code.WriteByte(codeLetters[n%len(codeLetters)])
		}
	}
	return code.String()
}

// PlainCode is a code without what people add: blanks, hyphens, small letters.
func PlainCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, code)
}

// GiveLink makes a link to the pack of one version, with the code that opens it. Neither can be shown again. whom is for the list.
// Errors for the person are Refused.
func (a *Accounts) GiveLink(ctx context.Context, by *Person, partnership string, version int, whom string, days int) (secret, code string, err error) {
	if !by.May(GiveLinks, partnership, "") {
		return "", "", web.Forbidden("Your role does not include this: %s.", Rules[GiveLinks].Words)
	}
	if whom, err = CheckName(whom); err != nil {
		return "", "", err
	}
	if days < 1 || days > LongestLinkDays {
		return "", "", Refused{"Say for how many days the link opens the pack: 1 to 90."}
	}
	if version < 1 {
		return "", "", Refused{"Choose the version whose pack the link opens."}
	}
	code = newCode()
	hash, err := a.passwords.Hash(ctx, PlainCode(code))
	if err != nil {
		return "", "", err
	}
	t := Ticket{Kind: LinkTicket, Account: by.ID, Partnership: partnership, Version: version, CodeHash: hash, Note: whom}
	secret, err = a.give(ctx, t, time.Duration(days)*24*time.Hour, noteOf(by, partnership, "gave a link"))
	return secret, code, err
}

// Links lists the inspectors' links of a partnership, newest first.
func (a *Accounts) Links(ctx context.Context, partnership string) (links []Ticket, err error) {
	tickets, err := a.people.Tickets(ctx, partnership)
	for _, t := range tickets {
		if t.Kind == LinkTicket {
			links = append(links, t)
		}
	}
	return links, err
}

// RevokeLink takes a link back: who is reading by it reads no further. id is Ticket.ID.
func (a *Accounts) RevokeLink(ctx context.Context, by *Person, partnership, id string) error {
	if !by.May(GiveLinks, partnership, "") {
		return web.Forbidden("Your role does not include this: %s.", Rules[GiveLinks].Words)
	}
	links, err := a.Links(ctx, partnership)
	if err != nil {
		return err
	}
	for _, t := range links {
		if t.ID() == id {
			t.Revoked = true
			note := noteOf(by, partnership, "link taken back")
			note.At = a.now()
			return a.people.SaveTicket(ctx, t, note)
		}
	}
	return web.NotFound("This partnership has no such link.")
}

// opens says that a link lets somebody in now. The links of demonstration accounts do so while the sample is served.
func (a *Accounts) opens(ctx context.Context, t Ticket) (bool, error) {
	if t.Kind != LinkTicket || !t.Open(a.now()) {
		return false, nil
	}
	giver, err := a.people.Account(ctx, t.Account)
	if errors.Is(err, ErrNoAccount) { // the holder of the key
		return true, nil
	}
	return err == nil && (!giver.Demo || a.sample()), err
}

// OpenLink begins a session that reads the pack of one version and nothing else, when the link and the code are right. A link that does
// not exist is answered as a wrong code is, and as slowly. The ticket says which pack it is.
func (a *Accounts) OpenLink(w http.ResponseWriter, r *http.Request, secret, code string) (Ticket, error) {
	address := a.address(r)
	key := TokenHash(secret)
	if !a.ofAddress.take(address) || !a.ofLink.take(key) {
		return Ticket{}, tooMany()
	}
	ctx := r.Context()
	t, err := a.openTicket(ctx, secret, LinkTicket)
	known := err == nil
	if known {
		known, err = a.opens(ctx, t)
	}
	if err != nil && !errors.Is(err, ErrTicket) {
		return Ticket{}, err
	}
	if len(code) > LongestName {
		code = ""
	}
	matches, _, err := a.passwords.Matches(ctx, t.CodeHash, PlainCode(code))
	if err != nil {
		return Ticket{}, err
	}
	if !known || !matches {
		return Ticket{}, web.SignInNeeded("The link or the code is wrong, or the link has ended. Ask whoever gave it to you.").BecauseOf(ErrTicket)
	}
	if err := a.people.UseTicket(ctx, t.Hash, a.now()); err != nil {
		return Ticket{}, err
	}
	a.ofAddress.giveBack(address)
	a.ofLink.giveBack(key)
	return t, a.begin(w, r, linkSession, t.Hash)
}

// noteOf notes what somebody does in a partnership, for the organisation they are there for.
func noteOf(by *Person, partnership, did string) Note {
	note := Note{By: by.ID, Partnership: partnership, Did: did}
	for _, g := range by.In(partnership) {
		note.Organisation = g.Organisation
	}
	return note
}
