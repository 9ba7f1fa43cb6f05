package store

import (
	"context"
	"database/sql"
	"fmt"

	"inclusion/internal/account"
)

// StillOpen counts what lets people in once plans of an earlier day are served again.
type StillOpen struct {
	Accounts    int // that can sign in
	Invitations int
	Links       int // inspectors'
}

// EndEverySession ends all sessions and withdraws all links for a new password, and counts what is open all the same. Plans that come
// from a backup know nothing of what was ended since.
func (p *Plans) EndEverySession(ctx context.Context) (open StillOpen, err error) {
	const doing = "ending all sessions"
	err = p.write(ctx, doing, func(tx *sql.Tx) error {
		for _, statement := range []string{"delete from session", "delete from session_account"} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "update ticket set revoked = true where kind = ? and not revoked", account.ResetTicket)
		return err
	})
	if err != nil {
		return open, err
	}
	now := p.now().UTC()
	err = p.db.QueryRowContext(ctx, `select
		(select count(*) from account where not disabled),
		(select count(*) from ticket where kind = ? and not revoked and used is null and expires > ?),
		(select count(*) from ticket where kind = ? and not revoked and expires > ?)`,
		account.InvitationTicket, now, account.LinkTicket, now).Scan(&open.Accounts, &open.Invitations, &open.Links)
	if err != nil {
		return open, fmt.Errorf("%s: counting what is open: %w", doing, err)
	}
	if err := p.checkpoint(ctx); err != nil {
		return open, fmt.Errorf("%s: writing the journal into the file: %w", doing, err)
	}
	return open, nil
}
