package store

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"inclusion/internal/plan"
)

// BenchmarkLedger measures a ledger of 100,000 entries, of which one partnership has 20,000, on 1,000 documents.
func BenchmarkLedger(b *testing.B) {
	ctx := b.Context()
	p, err := OpenPlans(ctx, b.TempDir()+"/plans.duckdb")
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	if err := fill(p, b); err != nil {
		b.Fatal(err)
	}
	b.Run("standing", func(b *testing.B) {
		for b.Loop() {
			if all, err := p.Standing(ctx, "202"); err != nil || len(all) != 1000 {
				b.Fatal(len(all), err)
			}
		}
	})
	b.Run("last", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.Last(ctx, "202"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("append", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := p.Append(ctx, time.Now(), []plan.Write{action("new", i, fmt.Sprint(i))}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("append 500", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			var writes []plan.Write
			for n := range 500 {
				writes = append(writes, action(fmt.Sprint("new ", i, n), 0, fmt.Sprint(i)))
			}
			if _, err := p.Append(ctx, time.Now(), writes); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.Verify(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// fill writes 20 revisions of 1,000 documents of five partnerships, each entry 1 kB.
func fill(p *Plans, b *testing.B) error {
	ctx := b.Context()
	var before plan.Entry
	for revision := range 20 {
		err := p.write(ctx, "filling", func(tx *sql.Tx) error {
			insert, err := tx.PrepareContext(ctx, "insert into ledger ("+entryColumns+") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
			if err != nil {
				return err
			}
			defer insert.Close()
			for document := range 1000 {
				for partnership := range 5 {
					w := action(fmt.Sprint("A", document), revision, fmt.Sprint(revision, document, strings.Repeat("0123456789", 100)))
					w.Partnership = fmt.Sprint(202 + partnership)
					e, _, err := w.Follow(plan.Entry{Revision: revision}, before, far)
					if err != nil {
						return err
					}
					if _, err := insert.ExecContext(ctx, e.Seq, e.At, e.Account, e.Organisation, e.Partnership, string(e.Kind), e.Key, e.Revision, e.Body, e.Prior, e.Hash); err != nil {
						return err
					}
					before = e
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
