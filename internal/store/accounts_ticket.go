package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

const ticketColumns = "hash, kind, account, partnership, version, code_hash, note, created, expires, used, opened, revoked"

// tickets reads those that the clause leaves, newest first.
func tickets(ctx context.Context, db asker, clause string, arg any) (all []account.Ticket, err error) {
	rows, err := db.QueryContext(ctx, "select "+ticketColumns+" from ticket "+clause+" order by created desc, hash", arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t account.Ticket
		var used sql.NullTime
		if err := rows.Scan(&t.Hash, &t.Kind, &t.Account, &t.Partnership, &t.Version, &t.CodeHash, &t.Note, &t.Created, &t.Expires, &used, &t.Opened, &t.Revoked); err != nil {
			return nil, err
		}
		t.Created, t.Expires = t.Created.UTC(), t.Expires.UTC()
		if used.Valid {
			t.Used = used.Time.UTC()
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// Tickets implements account.People.
func (p *Plans) Tickets(ctx context.Context, partnership string) ([]account.Ticket, error) {
	all, err := tickets(ctx, p.db, "where partnership = ?", partnership)
	if err != nil {
		return nil, fmt.Errorf("listing invitations and links: %w", err)
	}
	return all, nil
}

// oneTicket reads one; account.ErrNoTicket where there is none.
func oneTicket(ctx context.Context, db asker, hash string) (account.Ticket, error) {
	all, err := tickets(ctx, db, "where hash = ?", hash)
	if err == nil && len(all) == 0 {
		err = account.ErrNoTicket
	}
	if err != nil {
		return account.Ticket{}, err
	}
	return all[0], nil
}

// Ticket implements account.People.
func (p *Plans) Ticket(ctx context.Context, hash string) (account.Ticket, error) {
	t, err := oneTicket(ctx, p.db, hash)
	if err != nil {
		return account.Ticket{}, fmt.Errorf("reading an invitation or a link: %w", err)
	}
	return t, nil
}

// SaveTicket implements account.People.
func (p *Plans) SaveTicket(ctx context.Context, t account.Ticket, note account.Note) error {
	return p.write(ctx, "saving an invitation or a link", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `insert into ticket (`+ticketColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, 0, ?)
			on conflict (hash) do update set kind = excluded.kind, account = excluded.account, partnership = excluded.partnership,
				version = excluded.version, code_hash = excluded.code_hash, note = excluded.note, expires = excluded.expires, revoked = excluded.revoked`,
			t.Hash, t.Kind, t.Account, t.Partnership, t.Version, t.CodeHash, t.Note, t.Created.UTC(), t.Expires.UTC(), t.Revoked); err != nil {
			return err
		}
		_, err := appendEntries(ctx, tx, note.At, []plan.Write{note.AboutTicket(t)})
		return err
	})
}

// UseTicket implements account.People.
func (p *Plans) UseTicket(ctx context.Context, hash string, at time.Time) error {
	return p.write(ctx, "using an invitation or a link", func(tx *sql.Tx) error {
		t, err := oneTicket(ctx, tx, hash)
		if err != nil {
			return err
		}
		if !t.Open(at) {
			return account.ErrTicketUsed
		}
		if _, err := tx.ExecContext(ctx, "update ticket set used = ?, opened = opened + 1 where hash = ?", at.UTC(), hash); err != nil {
			return err
		}
		_, err = appendEntries(ctx, tx, at, []plan.Write{t.UseNote(at).AboutTicket(t)})
		return err
	})
}

// untied is how long it is remembered whose a session was that is not there: it may be about to begin.
const untied = 24 * time.Hour

// TieSession implements account.People.
func (p *Plans) TieSession(ctx context.Context, token, id string, at time.Time) error {
	hash := account.TokenHash(token)
	return p.write(ctx, "tying a session to its account", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "delete from session_account where created < ? and token_hash <> ? and token_hash not in (select token_hash from session)",
			at.Add(-untied).UTC(), hash); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into session_account (token_hash, account, created) values (?, ?, ?)
			on conflict (token_hash) do update set account = excluded.account, created = excluded.created`, hash, id, at.UTC())
		return err
	})
}

// AccountSessions implements account.People.
func (p *Plans) AccountSessions(ctx context.Context, id string) (all []account.Session, err error) {
	const doing = "listing an account's sessions: %w"
	rows, err := p.db.QueryContext(ctx, `select token_hash, created, expires from session join session_account using (token_hash)
		where account = ? and expires > ? order by created desc, token_hash`, id, p.now().UTC())
	if err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s account.Session
		if err := rows.Scan(&s.TokenHash, &s.Created, &s.Expires); err != nil {
			return nil, fmt.Errorf(doing, err)
		}
		s.Created, s.Expires = s.Created.UTC(), s.Expires.UTC()
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	return all, nil
}

// EndSessions implements account.People.
func (p *Plans) EndSessions(ctx context.Context, id, except string) error {
	return p.write(ctx, "ending an account's sessions", func(tx *sql.Tx) error {
		for _, table := range []string{"session", "session_account"} {
			if _, err := tx.ExecContext(ctx, "delete from "+table+` where token_hash in
				(select token_hash from session_account where account = ? and token_hash <> ?)`, id, except); err != nil {
				return err
			}
		}
		return nil
	})
}
