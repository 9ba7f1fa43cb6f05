package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"inclusion/internal/plan"
)

// Plans keep the ledger of what partnerships write.
var _ plan.Ledger = (*Plans)(nil)

// asker is the database, or a transaction on it.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Append implements plan.Ledger.
func (p *Plans) Append(ctx context.Context, at time.Time, writes []plan.Write) (made []plan.Entry, err error) {
	err = p.write(ctx, "writing the ledger", func(tx *sql.Tx) error {
		made, err = appendEntries(ctx, tx, at, writes)
		return err
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// AppendSealed implements plan.Ledger.
func (p *Plans) AppendSealed(ctx context.Context, at time.Time, writes []plan.Write, version plan.Sealed) (made []plan.Entry, err error) {
	doing := fmt.Sprintf("freezing version %d of %s", version.Number, version.Partnership)
	err = p.write(ctx, doing, func(tx *sql.Tx) error {
		var newest int
		if err := tx.QueryRowContext(ctx, "select coalesce(max(number), 0) from version where partnership = ?", version.Partnership).Scan(&newest); err != nil {
			return err
		}
		note, err := version.Follow(newest, writes)
		if err != nil {
			return err
		}
		if made, err = appendEntries(ctx, tx, at, append(writes[:len(writes):len(writes)], note)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "insert into version (partnership, number, sha256, body, written_at) values (?, ?, ?, ?, ?)",
			version.Partnership, version.Number, version.SHA256, version.Body, version.At.UTC())
		return err
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// appendEntries adds what follows from the writes, in a transaction that is undone when it fails.
func appendEntries(ctx context.Context, tx *sql.Tx, at time.Time, writes []plan.Write) (made []plan.Entry, err error) {
	if len(writes) == 0 {
		return nil, nil
	}
	for _, w := range writes {
		if err := w.Valid(); err != nil {
			return nil, err
		}
	}
	before, err := oneEntry(ctx, tx, "where seq = (select max(seq) from ledger)")
	if err != nil {
		return nil, err
	}
	insert, err := tx.PrepareContext(ctx, "insert into ledger ("+entryColumns+") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return nil, err
	}
	defer insert.Close()
	stands, err := standing(ctx, tx, writes)
	if err != nil {
		return nil, err
	}
	for _, w := range writes {
		e, ok, err := w.Follow(stands[placeOf(w)], before, at)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if _, err := insert.ExecContext(ctx, e.Seq, e.At, e.Account, e.Organisation, e.Partnership, string(e.Kind), e.Key, e.Revision, e.Body, e.Prior, e.Hash); err != nil {
			return nil, err
		}
		made, before, stands[placeOf(w)] = append(made, e), e, e
	}
	return made, nil
}

// place is where a document stands.
type place struct {
	partnership string
	kind        plan.Kind
	key         string
}

func placeOf(w plan.Write) place { return place{w.Partnership, w.Kind, w.Key} }

// asked is how many places are looked for in one question.
const asked = 200

// standing reads the newest entry of each place that is written to.
func standing(ctx context.Context, tx *sql.Tx, writes []plan.Write) (map[place]plan.Entry, error) {
	stands := map[place]plan.Entry{}
	for some := range slices.Chunk(writes, asked) {
		var args []any
		for _, w := range some {
			args = append(args, w.Partnership, string(w.Kind), w.Key)
		}
		places := strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", len(some)), ", ")
		newest, err := entries(ctx, tx, `where seq in (select max(seq) from ledger where (partnership, kind, key) in (values `+places+`)
			group by partnership, kind, key)`, args...)
		if err != nil {
			return nil, err
		}
		for _, e := range newest {
			stands[place{e.Partnership, e.Kind, e.Key}] = e
		}
	}
	return stands, nil
}

const entryColumns = "seq, written_at, account, organisation, partnership, kind, key, revision, body, prior, hash"

// entries reads those that the clause leaves, in its order.
func entries(ctx context.Context, db asker, clause string, args ...any) (all []plan.Entry, err error) {
	rows, err := db.QueryContext(ctx, "select "+entryColumns+" from ledger "+clause, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var e plan.Entry
		if err := rows.Scan(&e.Seq, &e.At, &e.Account, &e.Organisation, &e.Partnership, &e.Kind, &e.Key, &e.Revision, &e.Body, &e.Prior, &e.Hash); err != nil {
			return nil, err
		}
		e.At = e.At.UTC()
		all = append(all, e)
	}
	return all, rows.Err()
}

// oneEntry reads the one that the clause leaves; the zero entry where it leaves none.
func oneEntry(ctx context.Context, db asker, clause string, args ...any) (plan.Entry, error) {
	all, err := entries(ctx, db, clause, args...)
	if err != nil || len(all) == 0 {
		return plan.Entry{}, err
	}
	return all[0], nil
}

// read is entries with what was being done said in its error.
func (p *Plans) read(ctx context.Context, doing, clause string, args ...any) ([]plan.Entry, error) {
	all, err := entries(ctx, p.db, clause, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return all, nil
}

// Standing implements plan.Ledger.
func (p *Plans) Standing(ctx context.Context, partnership string) ([]plan.Entry, error) {
	return p.read(ctx, "reading what stands in "+partnership, `where seq in (select max(seq) from ledger where partnership = ? and kind not in (?, ?, ?)
		group by kind, key) and body <> '' order by seq`, partnership, string(plan.KindAccount), string(plan.KindLink), string(plan.KindVersion))
}

// History implements plan.Ledger.
func (p *Plans) History(ctx context.Context, partnership string, kind plan.Kind, key string) ([]plan.Entry, error) {
	return p.read(ctx, fmt.Sprintf("reading the history of the %s %s", kind, key), "where partnership = ? and kind = ? and key = ? order by seq",
		partnership, string(kind), key)
}

// Audit implements plan.Ledger.
func (p *Plans) Audit(ctx context.Context, partnership string, before int64, limit int) ([]plan.Entry, error) {
	return p.read(ctx, "reading the audit log of "+partnership, "where partnership = ? and (? = 0 or seq < ?) order by seq desc limit ?",
		partnership, before, before, max(0, limit))
}

// Last implements plan.Ledger.
func (p *Plans) Last(ctx context.Context, partnership string) (seq int64, err error) {
	if err := p.db.QueryRowContext(ctx, "select coalesce(max(seq), 0) from ledger where partnership = ?", partnership).Scan(&seq); err != nil {
		return 0, fmt.Errorf("reading how far the ledger of %s goes: %w", partnership, err)
	}
	return seq, nil
}

// Partnerships implements plan.Ledger.
func (p *Plans) Partnerships(ctx context.Context) (codes []string, err error) {
	const doing = "listing who has written: %w"
	rows, err := p.db.QueryContext(ctx, "select distinct partnership from ledger where partnership <> '' order by partnership")
	if err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		if err := rows.Scan(&code); err != nil {
			return nil, fmt.Errorf(doing, err)
		}
		codes = append(codes, code)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	return codes, nil
}

// Versions implements plan.Ledger.
func (p *Plans) Versions(ctx context.Context, partnership string) (all []plan.Sealed, err error) {
	doing := "listing the versions of " + partnership + ": %w"
	rows, err := p.db.QueryContext(ctx, "select number, sha256, written_at from version where partnership = ? order by number desc", partnership)
	if err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		v := plan.Sealed{Partnership: partnership}
		if err := rows.Scan(&v.Number, &v.SHA256, &v.At); err != nil {
			return nil, fmt.Errorf(doing, err)
		}
		v.At = v.At.UTC()
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	return all, nil
}

// Version implements plan.Ledger.
func (p *Plans) Version(ctx context.Context, partnership string, number int) (plan.Sealed, error) {
	v := plan.Sealed{Partnership: partnership, Number: number}
	err := p.db.QueryRowContext(ctx, "select sha256, body, written_at from version where partnership = ? and number = ?", partnership, number).Scan(&v.SHA256, &v.Body, &v.At)
	if errors.Is(err, sql.ErrNoRows) {
		err = plan.ErrNoVersion
	}
	if err != nil {
		return plan.Sealed{}, fmt.Errorf("reading version %d of %s: %w", number, partnership, err)
	}
	v.At = v.At.UTC()
	return v, nil
}
