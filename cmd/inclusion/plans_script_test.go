package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"inclusion/internal/plan"
	"inclusion/internal/store"
)

// heldPlans is the key of the plans that a script holds open.
type heldPlans struct{}

// plansCommand is what scripts do to plans beside the program: "plans write DATA" writes an entry, and a version with one more;
// "plans open DATA" holds them as a server does until "plans close"; "plans change DATA SQL" changes them behind the ledger's back.
func plansCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: plans write|open|change DATA [SQL], or plans close")
	}
	if args[0] == "close" {
		ts.Check((*ts.Value(heldPlans{}).(**store.Plans)).Close())
		return
	}
	folder := store.Folder{Dir: ts.MkAbs(args[1])}
	ts.Check(folder.Make())
	ctx := context.Background()
	if args[0] == "change" {
		ts.Check(changePlans(ctx, folder.Plans(), args[2]))
		return
	}
	p, err := store.OpenPlans(ctx, folder.Plans())
	ts.Check(err)
	if args[0] == "open" {
		ts.Defer(func() { _ = p.Close() })
		*ts.Value(heldPlans{}).(**store.Plans) = p
		return
	}
	ts.Check(writePlans(ctx, p))
	ts.Check(p.Close())
}

func changePlans(ctx context.Context, path, statement string) error {
	db, err := store.Engine{}.Create(ctx, path)
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return db.Close()
}

func writePlans(ctx context.Context, p *store.Plans) error {
	w := plan.Write{Account: "a1", Organisation: plan.BoardOrg, Partnership: "202", Kind: plan.KindAction, Key: "A1", Body: `{"id":"A1"}`}
	at := time.Date(2026, time.June, 30, 12, 0, 0, 0, time.UTC)
	if _, err := p.Append(ctx, at, []plan.Write{w}); err != nil {
		return err
	}
	w.Key = "A2"
	sum := sha256.Sum256([]byte("the plan"))
	_, err := p.AppendSealed(ctx, at, []plan.Write{w}, plan.Sealed{Partnership: "202", Number: 1, SHA256: hex.EncodeToString(sum[:]), Body: "the plan", At: at})
	return err
}
