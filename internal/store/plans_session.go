package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// FindCtx is the data of the session that has this token. A session that has expired is not found.
func (p *Plans) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = p.db.QueryRowContext(ctx, "select data from session where token_hash = ? and expires > ?", tokenHash(token), p.now().UTC()).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("looking for a session: %w", err)
	default:
		return data, true, nil
	}
}

// CommitCtx keeps a session's data until it expires, in place of what was kept for the token before. Once it has returned
// without an error the session outlives the process. Sessions that have expired are removed on the way.
func (p *Plans) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	hash := tokenHash(token)
	if data == nil {
		data = []byte{}
	}
	return p.write(ctx, "keeping a session", func(tx *sql.Tx) error {
		// This session's own row stays: the engine takes a key that is removed and written again in one transaction for a duplicate.
		if _, err := tx.ExecContext(ctx, "delete from session where expires <= ? and token_hash <> ?", p.now().UTC(), hash); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into session (token_hash, data, expires) values (?, ?, ?)
			on conflict (token_hash) do update set data = excluded.data, expires = excluded.expires`, hash, data, expires.UTC())
		return err
	})
}

// DeleteCtx ends a session. To end one that is not there is no error.
func (p *Plans) DeleteCtx(ctx context.Context, token string) error {
	return p.write(ctx, "ending a session", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "delete from session where token_hash = ?", tokenHash(token))
		return err
	})
}

func (p *Plans) forgetExpired(ctx context.Context) error {
	return p.write(ctx, "removing expired sessions", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "delete from session where expires <= ?", p.now().UTC())
		return err
	})
}

func tokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
