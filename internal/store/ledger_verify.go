package store

import (
	"context"
	"errors"
	"fmt"

	"inclusion/internal/plan"
)

// chunk is how many entries are read at once when all are checked: the memory for these bodies is all that it takes.
const chunk = 100

// Verify implements plan.Ledger. It checks what was there when it began; writing goes on between its steps.
func (p *Plans) Verify(ctx context.Context) (entries int64, err error) {
	n, _, err := p.check(ctx)
	return n, err
}

// check is Verify, and says how many versions it found whole.
func (p *Plans) check(ctx context.Context) (entries int64, versions int, err error) {
	const doing = "checking the ledger: %w"
	newest, frozen, err := p.extent(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf(doing, err)
	}
	var c plan.Chain
	for c.Entries() < newest {
		if err := p.checkChunk(ctx, &c, newest); err != nil {
			return c.Entries(), 0, fmt.Errorf(doing, err)
		}
	}
	for i, v := range frozen {
		if v, err = p.Version(ctx, v.Partnership, v.Number); err == nil {
			err = c.Version(v)
		}
		if err != nil {
			return c.Entries(), i, fmt.Errorf(doing, err)
		}
	}
	if err := c.End(); err != nil {
		return c.Entries(), len(frozen), fmt.Errorf(doing, err)
	}
	return c.Entries(), len(frozen), nil
}

// extent is the newest entry, and what versions there are, at one moment.
func (p *Plans) extent(ctx context.Context) (newest int64, frozen []plan.Sealed, err error) {
	rows, err := p.db.QueryContext(ctx, `select l.newest, v.partnership, v.number
		from (select coalesce(max(seq), 0) as newest from ledger) l left join version v on true
		order by v.partnership, v.number`)
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var partnership *string
		var number *int
		if err := rows.Scan(&newest, &partnership, &number); err != nil {
			return 0, nil, err
		}
		if partnership != nil {
			frozen = append(frozen, plan.Sealed{Partnership: *partnership, Number: *number})
		}
	}
	return newest, frozen, rows.Err()
}

// checkChunk shows the chain the next entries. It is called only where there must be some.
func (p *Plans) checkChunk(ctx context.Context, c *plan.Chain, newest int64) error {
	after := c.Entries()
	next, err := entries(ctx, p.db, "where seq > ? and seq <= ? order by seq", after, min(after+chunk, newest))
	if err == nil && len(next) == 0 { // a gap that is longer than what is read at once
		next, err = entries(ctx, p.db, "where seq = (select min(seq) from ledger where seq > ?)", after)
	}
	if err == nil && len(next) == 0 {
		err = errors.New("entries went while they were being checked")
	}
	for i := 0; err == nil && i < len(next); i++ {
		err = c.Entry(next[i])
	}
	return err
}
