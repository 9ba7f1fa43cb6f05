package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
)

// readOnly reads the plans, as verifying does, until it is killed.
func readOnly(ctx context.Context, path string) error {
	if _, err := plansEngine.ReadOnly(ctx, path); err != nil {
		return err
	}
	fmt.Println("reading")
	return wait()
}

func TestPlansThatAreBeingReadAreOpenedWhenTheReaderLeaves(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	if err := opened(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	reader, says := otherProcess(t, "read", path)
	if !says.Scan() || says.Text() != "reading" {
		t.Fatalf("the other process said %q", says.Text())
	}
	tries := 0
	p := &Plans{path: path, pause: func(context.Context, int) error { tries++; return nil }}
	if _, _, err := p.afterReaders(t.Context()); !errors.Is(err, ErrPlansOpen) || tries != readersWait-1 {
		t.Fatalf("%v after %d pauses; want an end to the waiting for a reader who stays", err, tries)
	}
	p.pause = func(context.Context, int) error {
		tries++
		kill(t, reader)
		_ = reader.Wait()
		return nil
	}
	tries = 0
	db, _, err := p.afterReaders(t.Context())
	if err != nil || tries != 1 {
		t.Fatalf("%v after %d pauses; want the plans open when the reader has left", err, tries)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// BenchmarkOpenPlans opens plans that are there: they are opened once to be recovered, and once to be used.
func BenchmarkOpenPlans(b *testing.B) {
	path := filepath.Join(b.TempDir(), "plans.duckdb")
	for b.Loop() {
		p, err := OpenPlans(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSettlePlans is the part of opening that recovers them.
func BenchmarkSettlePlans(b *testing.B) {
	path := filepath.Join(b.TempDir(), "plans.duckdb")
	for b.Loop() {
		if err := settle(b.Context(), path); err != nil {
			b.Fatal(err)
		}
	}
}
