package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"inclusion/internal/returns"
)

// Plans keep what stays of returns.
var _ returns.Keeper = (*Plans)(nil)

// newReturnID is an id that says nothing and that nobody guesses.
func newReturnID() string { return strings.ToLower(rand.Text()[:12]) }

// Keep implements returns.Keeper. The same file of the same area takes the place of what was kept of it before.
func (p *Plans) Keep(ctx context.Context, r returns.Return) (returns.Return, error) {
	r.ID, r.TakenAt = newReturnID(), r.TakenAt.UTC()
	body, err := json.Marshal(r)
	if err != nil {
		return returns.Return{}, fmt.Errorf("writing a return's counts: %w", err)
	}
	err = p.write(ctx, "keeping a return's counts", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "delete from sen2_return where area = ? and sha256 = ? and withdrawn_at is null", r.Area, r.SHA256); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "insert into sen2_return values (?, ?, ?, ?, ?, ?, ?, ?, '', null)",
			r.ID, r.Area, r.Year, r.AsAt, r.SHA256, r.TakenBy, r.TakenAt, string(body))
		return err
	})
	if err != nil {
		return returns.Return{}, err
	}
	return r, nil
}

// Returns implements returns.Keeper.
func (p *Plans) Returns(ctx context.Context, area string) (all []returns.Return, err error) {
	const doing = "listing returns: %w"
	rows, err := p.db.QueryContext(ctx, "select body from sen2_return where area = ? and withdrawn_at is null order by taken_at desc, id", area)
	if err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanReturn(rows)
		if err != nil {
			return nil, fmt.Errorf(doing, err)
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	return all, nil
}

// Return implements returns.Keeper.
func (p *Plans) Return(ctx context.Context, area, id string) (returns.Return, error) {
	r, err := scanReturn(p.db.QueryRowContext(ctx, "select body from sen2_return where area = ? and id = ? and withdrawn_at is null", area, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = returns.ErrNoReturn
	}
	if err != nil {
		return returns.Return{}, fmt.Errorf("reading a return's counts: %w", err)
	}
	return r, nil
}

func scanReturn(row interface{ Scan(...any) error }) (r returns.Return, err error) {
	var body string
	if err := row.Scan(&body); err != nil {
		return r, err
	}
	return r, json.Unmarshal([]byte(body), &r)
}

// Withdraw implements returns.Keeper. That there was one, of which file, who sent it and who took it away stays. The journal is written
// into the file afterwards, so that it does not hold the counts any longer.
func (p *Plans) Withdraw(ctx context.Context, area, id, by string, at time.Time) error {
	err := p.write(ctx, "withdrawing a return", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "update sen2_return set body = '', withdrawn_by = ?, withdrawn_at = ? where area = ? and id = ? and withdrawn_at is null",
			by, at.UTC(), area, id)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, returns.ErrNoReturn)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := p.checkpoint(ctx); err != nil {
		return fmt.Errorf("withdrawing a return: it is withdrawn, but the journal could not be emptied: %w", err)
	}
	return nil
}

// Withdrawn implements returns.Keeper.
func (p *Plans) Withdrawn(ctx context.Context, area string) (all []returns.Withdrawn, err error) {
	const doing = "listing returns that were withdrawn: %w"
	rows, err := p.db.QueryContext(ctx, `select id, year, as_at, sha256, taken_by, taken_at, withdrawn_by, withdrawn_at from sen2_return
		where area = ? and withdrawn_at is not null order by withdrawn_at desc, id`, area)
	if err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		var w returns.Withdrawn
		if err := rows.Scan(&w.ID, &w.Year, &w.AsAt, &w.SHA256, &w.TakenBy, &w.TakenAt, &w.By, &w.At); err != nil {
			return nil, fmt.Errorf(doing, err)
		}
		all = append(all, w)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	return all, nil
}
