package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inclusion/internal/plan"
)

// saveForEver says the number and the hash of each entry once it has been told that it is kept. It saves two documents at once, freezes
// a version now and then, and writes the journal into the file now and then.
func saveForEver(ctx context.Context, path string) error {
	p, err := OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	for {
		made, err := saveOnce(ctx, p)
		if err != nil {
			return err
		}
		for _, e := range made {
			fmt.Println("saved", e.Seq, e.Hash)
		}
		if made[0].Seq%31 == 0 {
			if _, err := p.db.ExecContext(ctx, "checkpoint"); err != nil {
				return err
			}
		}
	}
}

func saveOnce(ctx context.Context, p *Plans) ([]plan.Entry, error) {
	last, err := p.Last(ctx, "202")
	if err != nil {
		return nil, err
	}
	often := fmt.Sprint("often ", last/60) // one document has some revisions and not ever more, which take long to read
	all, err := p.History(ctx, "202", plan.KindAction, often)
	if err != nil {
		return nil, err
	}
	body := fmt.Sprint("after ", last, strings.Repeat(" and so on", int(last%200)))
	writes := []plan.Write{action(often, len(all), body), action(fmt.Sprint("A", last+2), 0, body)}
	if last%5 != 0 {
		return p.Append(ctx, time.Now(), writes)
	}
	frozen, err := p.Versions(ctx, "202")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(body))
	return p.AppendSealed(ctx, time.Now(), writes, plan.Sealed{Partnership: "202", Number: len(frozen) + 1, SHA256: hex.EncodeToString(sum[:]), Body: body, At: far})
}

// rounds is how often a process that saves is killed.
const rounds = 100

func TestSavesThatWereAcknowledgedOutliveAProcessThatIsKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	moments := rand.New(rand.NewPCG(7, 11))
	acknowledged := map[int64]string{}
	for round := range rounds {
		process, says := otherProcess(t, "save", path)
		moment, lines := 1+moments.IntN(24), 0
		for says.Scan() {
			var seq int64
			var hash string
			if _, err := fmt.Sscanf(says.Text(), "saved %d %s", &seq, &hash); err != nil {
				t.Fatalf("round %d: the other process said %q", round, says.Text())
			}
			if lines++; lines == moment {
				kill(t, process)
			}
			acknowledged[seq] = hash
		}
		_ = process.Wait()
		if lines < moment {
			t.Fatalf("round %d: the other process said %d lines", round, lines)
		}
		if round%10 == 0 { // also before anybody has recovered the file
			if found, err := CheckPlans(t.Context(), path); err != nil || found.Entries < int64(len(acknowledged)) {
				t.Fatalf("round %d: %d entries are whole (%v), and %d were acknowledged", round, found.Entries, err, len(acknowledged))
			}
		}
		wantSaves(t, path, acknowledged, round%10 == 9)
	}
}

// wantSaves opens the plans that a killed process left: all that was acknowledged is there, and both documents of each save, or none.
// Following the whole chain takes longer the longer it is, so it is done only where it is asked for.
func wantSaves(t *testing.T, path string, acknowledged map[int64]string, chain bool) {
	t.Helper()
	p := opened(t, path)
	if chain {
		if n, err := p.Verify(t.Context()); err != nil || n < int64(len(acknowledged)) {
			t.Fatalf("%d entries are whole (%v), and %d were acknowledged", n, err, len(acknowledged))
		}
	}
	all, err := entries(t.Context(), p.db, "order by seq")
	if err != nil {
		t.Fatal(err)
	}
	halves, found := 0, 0
	for _, e := range all {
		if hash, ok := acknowledged[e.Seq]; ok {
			found++
			if hash != e.Hash {
				t.Errorf("entry %d was acknowledged as %s and is %s", e.Seq, hash, e.Hash)
			}
		}
		switch {
		case e.Kind != plan.KindAction:
		case strings.HasPrefix(e.Key, "often "):
			halves++
		default:
			halves--
		}
	}
	if found != len(acknowledged) {
		t.Errorf("%d of %d acknowledged entries are there", found, len(acknowledged))
	}
	if halves != 0 {
		t.Errorf("%d saves of two documents were kept by half", halves)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}
