package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
)

// openedLedger is the ledger of plans whose tables a test can reach.
type openedLedger struct {
	*Plans
	t *testing.T
}

// Tamper implements plantest.Opened.
func (l openedLedger) Tamper(change func(*[]plan.Entry, *[]plan.Sealed)) error {
	ctx := l.t.Context()
	kept, err := entries(ctx, l.db, "order by seq")
	if err != nil {
		return err
	}
	_, frozen, err := l.extent(ctx)
	if err != nil {
		return err
	}
	for i, v := range frozen {
		if frozen[i], err = l.Version(ctx, v.Partnership, v.Number); err != nil {
			return err
		}
	}
	change(&kept, &frozen)
	if _, err := l.db.ExecContext(ctx, "delete from ledger; delete from version"); err != nil {
		return err
	}
	return l.write(ctx, "tampering", func(tx *sql.Tx) error {
		for _, e := range kept {
			if _, err := tx.ExecContext(ctx, "insert into ledger ("+entryColumns+") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
				e.Seq, e.At, e.Account, e.Organisation, e.Partnership, string(e.Kind), e.Key, e.Revision, e.Body, e.Prior, e.Hash); err != nil {
				return err
			}
		}
		for _, v := range frozen {
			if _, err := tx.ExecContext(ctx, "insert into version (partnership, number, sha256, body, written_at) values (?, ?, ?, ?, ?)",
				v.Partnership, v.Number, v.SHA256, v.Body, v.At); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestPlansKeepALedger(t *testing.T) {
	plantest.Conform(t, func(t *testing.T) plan.Ledger { return openedLedger{newPlans(t), t} })
}

func action(key string, base int, body string) plan.Write {
	return plan.Write{Account: "a1", Organisation: plan.Council, Partnership: "202", Kind: plan.KindAction, Key: key, Base: base, Body: body}
}

func TestTwoEditorsOfOneDocumentNeverLoseASave(t *testing.T) {
	p := newPlans(t)
	ctx := t.Context()
	for round := range 200 {
		var made [2][]plan.Entry
		var errs [2]error
		var editors sync.WaitGroup
		for i := range 2 {
			editors.Go(func() {
				made[i], errs[i] = p.Append(ctx, far, []plan.Write{action("A1", round, fmt.Sprint("editor ", i, " in round ", round))})
			})
		}
		editors.Wait()
		winner := 0
		if errs[0] != nil {
			winner = 1
		}
		var changed *plan.Changed
		if errs[winner] != nil || len(made[winner]) != 1 || !errors.As(errs[1-winner], &changed) || changed.Now != made[winner][0] {
			t.Fatalf("round %d: %v and %v; want one saved and the other told what the first wrote", round, errs[0], errs[1])
		}
	}
	history, err := p.History(ctx, "202", plan.KindAction, "A1")
	if n, broken := p.Verify(ctx); err != nil || len(history) != 200 || n != 200 || broken != nil {
		t.Errorf("%d saves are kept (%v), %d are whole (%v); want 200", len(history), err, n, broken)
	}
}

func TestALargeLedgerIsCheckedInSteps(t *testing.T) {
	l := openedLedger{newPlans(t), t}
	ctx := t.Context()
	const all = 3*chunk + chunk/2
	var writes []plan.Write
	for i := range all {
		writes = append(writes, action(fmt.Sprint("A", i), 0, "{}"))
	}
	if _, err := l.Append(ctx, far, writes); err != nil {
		t.Fatal(err)
	}
	if n, err := l.Verify(ctx); err != nil || n != all {
		t.Errorf("%d entries are whole (%v), want %d", n, err, all)
	}
	for statement, c := range map[string]struct {
		seq  int64
		says string
	}{
		"update ledger set account = 'a2' where seq = 300":                             {300, "has been changed"},
		fmt.Sprint("delete from ledger where seq > 120 and seq < ", 120+chunk+chunk/2): {121, "is missing"},
		"delete from ledger where seq = 1":                                             {1, "is missing"},
	} {
		if err := l.Tamper(func(*[]plan.Entry, *[]plan.Sealed) {}); err != nil {
			t.Fatal(err)
		}
		var kept []plan.Entry
		if err := l.Tamper(func(e *[]plan.Entry, _ *[]plan.Sealed) { kept = *e }); err != nil {
			t.Fatal(err)
		}
		if _, err := l.db.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
		n, err := l.Verify(ctx)
		var broken *plan.Broken
		if !errors.As(err, &broken) || broken.Seq != c.seq || n != c.seq-1 || !strings.Contains(err.Error(), fmt.Sprintf("entry %d %s", c.seq, c.says)) {
			t.Errorf("%s: %d entries are whole, %v; want entry %d named", statement, n, err, c.seq)
		}
		if err := l.Tamper(func(e *[]plan.Entry, _ *[]plan.Sealed) { *e = kept }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPlansAreCheckedWithoutOpeningThemToWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	known, err := knownMigrations()
	if err != nil {
		t.Fatal(err)
	}
	old, err := openPlans(t.Context(), path, known[:2])
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	if found, err := CheckPlans(t.Context(), path); found.Entries != 0 || found.Versions != 0 || err != nil {
		t.Errorf("plans of before there was a ledger: %+v, %v; want none", found, err)
	}
	p := opened(t, path)
	if _, err := p.Append(t.Context(), far, []plan.Write{action("A1", 0, "{}")}); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := CheckPlans(t.Context(), path); found.Entries != 1 || found.Versions != 0 || err != nil {
		t.Errorf("%+v, %v; want one entry", found, err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("checking changed the file (%v)", err)
	}
	process, says := otherProcess(t, "hold", path)
	if !says.Scan() || says.Text() != "open" {
		t.Fatalf("the other process said %q", says.Text())
	}
	if _, err := CheckPlans(t.Context(), path); !errors.Is(err, ErrPlansOpen) {
		t.Errorf("%v; want %v", err, ErrPlansOpen)
	}
	kill(t, process)
}
