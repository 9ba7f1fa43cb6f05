package peopletest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"inclusion/internal/account"
)

// FindCtx implements account.Sessions.
func (m *Memory) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	release, err := m.hold(ctx)
	defer release()
	s, ok := m.sessions[account.TokenHash(token)]
	if err != nil || !ok || !s.expires.After(time.Now()) {
		return nil, false, err
	}
	return s.data, true, nil
}

// CommitCtx implements account.Sessions.
func (m *Memory) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	release, err := m.hold(ctx)
	defer release()
	if err == nil {
		m.sessions[account.TokenHash(token)] = session{slices.Clone(data), kept(expires)}
	}
	return err
}

// DeleteCtx implements account.Sessions.
func (m *Memory) DeleteCtx(ctx context.Context, token string) error {
	release, err := m.hold(ctx)
	defer release()
	if err == nil {
		delete(m.sessions, account.TokenHash(token))
	}
	return err
}

// TieSession implements account.People.
func (m *Memory) TieSession(ctx context.Context, token, id string, at time.Time) error {
	release, err := m.hold(ctx)
	defer release()
	if err == nil {
		m.ties[account.TokenHash(token)] = tie{id, kept(at)}
	}
	return err
}

// AccountSessions implements account.People.
func (m *Memory) AccountSessions(ctx context.Context, id string) (all []account.Session, err error) {
	release, err := m.hold(ctx)
	defer release()
	for hash, t := range m.ties {
		if s, ok := m.sessions[hash]; ok && t.account == id && s.expires.After(time.Now()) {
			all = append(all, account.Session{TokenHash: hash, Created: t.created, Expires: s.expires})
		}
	}
	slices.SortFunc(all, func(a, b account.Session) int {
		return cmp.Or(b.Created.Compare(a.Created), strings.Compare(a.TokenHash, b.TokenHash))
	})
	return all, err
}

// EndSessions implements account.People.
func (m *Memory) EndSessions(ctx context.Context, id, except string) error {
	release, err := m.hold(ctx)
	defer release()
	if err != nil {
		return err
	}
	for hash, t := range m.ties {
		if t.account == id && hash != except {
			delete(m.sessions, hash)
			delete(m.ties, hash)
		}
	}
	return nil
}
