// Package peopletest keeps accounts in memory, for tests, and says as one suite of tests what every keeper of accounts does, whatever
// database is behind it.
package peopletest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
)

// Keeper keeps accounts, their sessions, and the ledger that notes are written in.
type Keeper interface {
	account.People
	account.Sessions
	plan.Ledger
}

// Memory is a Keeper in memory.
type Memory struct {
	*plantest.Ledger

	mu       sync.Mutex
	accounts map[string]account.Account
	tickets  map[string]account.Ticket
	sessions map[string]session // by the hash of their token
	ties     map[string]tie
}

type session struct {
	data    []byte
	expires time.Time
}

type tie struct {
	account string
	created time.Time
}

var _ Keeper = (*Memory)(nil)

// NewMemory makes a Memory that knows nobody.
func NewMemory() *Memory {
	return &Memory{Ledger: plantest.NewLedger(), accounts: map[string]account.Account{}, tickets: map[string]account.Ticket{},
		sessions: map[string]session{}, ties: map[string]tie{}}
}

// hold takes the lock until the returned function gives it back. The error is that of a request that is over.
func (m *Memory) hold(ctx context.Context) (release func(), err error) {
	m.mu.Lock()
	return m.mu.Unlock, ctx.Err()
}

// kept is a time as it is kept.
func kept(at time.Time) time.Time { return at.UTC().Truncate(time.Microsecond) }

// Accounts implements account.People.
func (m *Memory) Accounts(ctx context.Context) ([]account.Account, error) {
	release, err := m.hold(ctx)
	defer release()
	all := slices.SortedFunc(maps.Values(m.accounts), func(a, b account.Account) int {
		return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID))
	})
	for i := range all {
		all[i].Grants = slices.Clone(all[i].Grants)
	}
	return all, err
}

// find is the one account that is wanted.
func (m *Memory) find(ctx context.Context, wanted func(account.Account) bool) (account.Account, error) {
	all, err := m.Accounts(ctx)
	if err != nil {
		return account.Account{}, err
	}
	if i := slices.IndexFunc(all, wanted); i >= 0 {
		return all[i], nil
	}
	return account.Account{}, account.ErrNoAccount
}

// Account implements account.People.
func (m *Memory) Account(ctx context.Context, id string) (account.Account, error) {
	return m.find(ctx, func(a account.Account) bool { return a.ID == id })
}

// AccountByEmail implements account.People.
func (m *Memory) AccountByEmail(ctx context.Context, email string) (account.Account, error) {
	return m.find(ctx, func(a account.Account) bool { return !a.Disabled && email != "" && a.Email == strings.ToLower(email) })
}

// AccountBySubject implements account.People.
func (m *Memory) AccountBySubject(ctx context.Context, subject string) (account.Account, error) {
	return m.find(ctx, func(a account.Account) bool { return !a.Disabled && subject != "" && a.OIDCSubject == subject })
}

// SaveAccount implements account.People.
func (m *Memory) SaveAccount(ctx context.Context, a account.Account, note account.Note) error {
	release, err := m.hold(ctx)
	defer release()
	if err != nil {
		return err
	}
	a.Email, a.Created, a.Changed, a.Grants = strings.ToLower(a.Email), kept(a.Created), kept(a.Changed), sorted(a.Grants)
	for _, other := range m.accounts {
		switch {
		case other.ID == a.ID || other.Disabled || a.Disabled:
		case a.Email != "" && other.Email == a.Email:
			return account.ErrEmailTaken
		case a.OIDCSubject != "" && other.OIDCSubject == a.OIDCSubject:
			return account.ErrSubjectTaken
		}
	}
	if before, ok := m.accounts[a.ID]; ok {
		a.Created = before.Created
		if a.Secret == before.Secret {
			a.SecretUsed = before.SecretUsed
		}
	}
	if _, err := m.Append(ctx, note.At, []plan.Write{note.About(a.ID)}); err != nil {
		return err
	}
	m.accounts[a.ID] = a
	return nil
}

// sorted is grants in the order in which they are read.
func sorted(grants []account.Grant) []account.Grant {
	return slices.SortedFunc(slices.Values(grants), func(a, b account.Grant) int {
		return cmp.Or(strings.Compare(a.Partnership, b.Partnership), strings.Compare(a.Organisation, b.Organisation), cmp.Compare(a.Role, b.Role))
	})
}

// UseStep implements account.People.
func (m *Memory) UseStep(ctx context.Context, id string, step int64) error {
	release, err := m.hold(ctx)
	defer release()
	a, ok := m.accounts[id]
	switch {
	case err != nil:
		return err
	case !ok:
		return account.ErrNoAccount
	case step <= a.SecretUsed:
		return account.ErrStepUsed
	}
	a.SecretUsed = step
	m.accounts[id] = a
	return nil
}

// Tickets implements account.People.
func (m *Memory) Tickets(ctx context.Context, partnership string) (all []account.Ticket, err error) {
	release, err := m.hold(ctx)
	defer release()
	for _, t := range m.tickets {
		if t.Partnership == partnership {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b account.Ticket) int {
		return cmp.Or(b.Created.Compare(a.Created), strings.Compare(a.Hash, b.Hash))
	})
	return all, err
}

// Ticket implements account.People.
func (m *Memory) Ticket(ctx context.Context, hash string) (account.Ticket, error) {
	release, err := m.hold(ctx)
	defer release()
	t, ok := m.tickets[hash]
	if err == nil && !ok {
		err = account.ErrNoTicket
	}
	return t, err
}

// SaveTicket implements account.People.
func (m *Memory) SaveTicket(ctx context.Context, t account.Ticket, note account.Note) error {
	release, err := m.hold(ctx)
	defer release()
	if err != nil {
		return err
	}
	t.Created, t.Expires, t.Used, t.Opened = kept(t.Created), kept(t.Expires), time.Time{}, 0
	if before, ok := m.tickets[t.Hash]; ok {
		t.Created, t.Used, t.Opened = before.Created, before.Used, before.Opened
	}
	if _, err := m.Append(ctx, note.At, []plan.Write{note.AboutTicket(t)}); err != nil {
		return err
	}
	m.tickets[t.Hash] = t
	return nil
}

// UseTicket implements account.People.
func (m *Memory) UseTicket(ctx context.Context, hash string, at time.Time) error {
	release, err := m.hold(ctx)
	defer release()
	t, ok := m.tickets[hash]
	switch {
	case err != nil:
		return err
	case !ok:
		return account.ErrNoTicket
	case !t.Open(at):
		return account.ErrTicketUsed
	}
	if _, err := m.Append(ctx, at, []plan.Write{t.UseNote(at).AboutTicket(t)}); err != nil {
		return err
	}
	t.Used, t.Opened = kept(at), t.Opened+1
	m.tickets[hash] = t
	return nil
}
