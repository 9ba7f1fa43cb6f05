package account

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// How long what is handed over lets somebody in.
const (
	InvitationDays = 7
	ResetHours     = 24
)

// LongestName is how long a person's name, or whom a link is for, may be, in characters.
const LongestName = 100

// longestSecret bounds what is looked up. Secrets are of 26 letters and digits; invented ones may be words.
const longestSecret = 100

// ErrTicket is returned for an invitation, a reset or a link that lets nobody in: it is wrong, used, expired or withdrawn. Which is
// not said.
var ErrTicket = errors.New("this invitation or link lets nobody in")

// give makes a ticket and answers with its secret, which is kept nowhere.
func (a *Accounts) give(ctx context.Context, t Ticket, lasts time.Duration, note Note) (secret string, err error) {
	secret = rand.Text()
	t.Hash, t.Created = TokenHash(secret), a.now()
	t.Expires = t.Created.Add(lasts)
	note.At, note.Partnership = t.Created, t.Partnership
	return secret, a.people.SaveTicket(ctx, t, note)
}

// ticket finds an open ticket of one of the kinds by its secret, and the live account that it is for; ErrTicket when there is none.
func (a *Accounts) ticket(ctx context.Context, secret string, kinds ...string) (Ticket, Account, error) {
	t, err := a.openTicket(ctx, secret, kinds...)
	if err != nil {
		return t, Account{}, err
	}
	account, err := a.people.Account(ctx, t.Account)
	if errors.Is(err, ErrNoAccount) || err == nil && !a.works(account) {
		err = ErrTicket
	}
	return t, account, err
}

func (a *Accounts) openTicket(ctx context.Context, secret string, kinds ...string) (Ticket, error) {
	if secret == "" || len(secret) > longestSecret {
		return Ticket{}, ErrTicket
	}
	t, err := a.people.Ticket(ctx, TokenHash(secret))
	if errors.Is(err, ErrNoTicket) {
		return t, ErrTicket
	}
	if err != nil {
		return t, err
	}
	for _, kind := range kinds {
		if t.Kind == kind && t.Open(a.now()) {
			return t, nil
		}
	}
	return t, ErrTicket
}

// Invited is whom an invitation is for; ErrTicket when it lets nobody in.
func (a *Accounts) Invited(ctx context.Context, secret string) (Account, error) {
	_, account, err := a.ticket(ctx, secret, InvitationTicket)
	return account, err
}

// Resetting is whose password a reset is for; ErrTicket when it lets nobody in.
func (a *Accounts) Resetting(ctx context.Context, secret string) (Account, error) {
	_, account, err := a.ticket(ctx, secret, ResetTicket)
	return account, err
}

// TakeUp uses an invitation: the person says a name and a password. Errors for the person are Refused and ErrTicket.
func (a *Accounts) TakeUp(ctx context.Context, secret, name, password string) error {
	name, err := CheckName(name)
	if err != nil {
		return err
	}
	return a.setPassword(ctx, secret, InvitationTicket, password, func(account *Account) { account.Name = name })
}

// Reset uses a reset: a new password ends every session of the account. Errors for the person are Refused and ErrTicket.
func (a *Accounts) Reset(ctx context.Context, secret, password string) error {
	return a.setPassword(ctx, secret, ResetTicket, password, func(*Account) {})
}

func (a *Accounts) setPassword(ctx context.Context, secret, kind, password string, also func(*Account)) error {
	t, account, err := a.ticket(ctx, secret, kind)
	if err != nil {
		return err
	}
	if err := CheckPassword(password, account.Email); err != nil {
		return err
	}
	hash, err := a.passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	err = a.people.UseTicket(ctx, t.Hash, a.now())
	if errors.Is(err, ErrTicketUsed) || errors.Is(err, ErrNoTicket) {
		return ErrTicket
	}
	if err != nil {
		return err
	}
	err = a.change(ctx, account.ID, Note{By: account.ID, Partnership: t.Partnership, Did: "password set"}, func(now *Account) error {
		if now.Disabled {
			return ErrTicket
		}
		now.Password = hash
		also(now)
		return nil
	})
	if err != nil {
		return err
	}
	if err := a.withdraw(ctx, account, Note{By: account.ID, Did: "withdrawn"}); err != nil {
		return err
	}
	return a.people.EndSessions(ctx, account.ID, "")
}

// withdraw takes back every open invitation and reset of an account.
func (a *Accounts) withdraw(ctx context.Context, account Account, note Note) error {
	places := map[string]bool{"": true}
	for _, g := range account.Grants {
		places[g.Partnership] = true
	}
	for partnership := range places {
		tickets, err := a.people.Tickets(ctx, partnership)
		if err != nil {
			return err
		}
		for _, t := range tickets {
			if t.Account != account.ID || t.Kind == LinkTicket || !t.Open(a.now()) {
				continue
			}
			t.Revoked = true
			note.At, note.Partnership = a.now(), partnership
			if err := a.people.SaveTicket(ctx, t, note); err != nil {
				return err
			}
		}
	}
	return nil
}

// CheckName is a name as it is kept: without blanks around it. The error is a Refused.
func CheckName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return "", Refused{"Write a name. It stands beside what is written, where the people of the partnership see it."}
	case utf8.RuneCountInString(name) > LongestName:
		return "", Refused{"Use at most 100 characters."}
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unreadable):
		return "", Refused{"There is a character in it that cannot be shown. Type it again."}
	}
	return name, nil
}

// unreadable are characters that would upset a line of text: controls, and those that turn the direction of writing.
func unreadable(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
