package plantest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"inclusion/internal/plan"
)

// Opened is a ledger whose keeping a test can change behind its back, to see whether that is found out.
type Opened interface {
	plan.Ledger
	Tamper(change func(entries *[]plan.Entry, versions *[]plan.Sealed)) error
}

// noon is when the suite writes: a time with microseconds.
var noon = time.Date(2026, time.June, 30, 12, 0, 0, 123456000, time.UTC)

const (
	here  = "202" // partnerships
	there = "878"
)

// Conform runs the suite. open makes an empty ledger of a test's own, which must be an Opened.
func Conform(t *testing.T, open func(t *testing.T) plan.Ledger) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Opened)
	}{
		{"an empty ledger is whole and has nothing", empty},
		{"entries say what was written", entriesSayWhatWasWritten},
		{"entries are numbered and chained over all partnerships", chained},
		{"the base must be what stands", baseMustStand},
		{"the same text again makes no entry", sameAgain},
		{"what was removed can come back", removedComesBack},
		{"several writes of one document follow each other", severalOfOne},
		{"all or nothing", allOrNothing},
		{"what happened to accounts, links and versions is noted and does not stand", notedDoesNotStand},
		{"what stands", whatStands},
		{"histories", histories},
		{"the audit log is read in pages", auditInPages},
		{"times come back to the microsecond, in UTC", times},
		{"any text comes back as it was", anyText},
		{"what is no text is refused", noText},
		{"versions are numbered in order", versionsInOrder},
		{"versions never change", versionsNeverChange},
		{"a version and its entries are kept together", versionAllOrNothing},
		{"an entry that was tampered with is found", tamperedEntries},
		{"a version that was tampered with is found", tamperedVersions},
		{"a version that is kept under another time is found", versionsKeepTheirTime},
		{"many may write at once", manyAtOnce},
		{"of two who saw the same, one wins", oneWins},
		{"a request that was broken off writes nothing", brokenOff},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t).(Opened)) })
	}
}

// write is a write of a document here.
func write(kind plan.Kind, key string, base int, body string) plan.Write {
	return plan.Write{Account: "a1", Organisation: plan.Council, Partnership: here, Kind: kind, Key: key, Base: base, Body: body}
}

func save(t *testing.T, l plan.Ledger, writes ...plan.Write) []plan.Entry {
	t.Helper()
	made, err := l.Append(t.Context(), noon, writes)
	if err != nil {
		t.Fatalf("writing %+v: %v", writes, err)
	}
	return made
}

// version is a version as it is frozen.
func version(partnership string, number int, body string) plan.Sealed {
	sum := sha256.Sum256([]byte(body))
	return plan.Sealed{Partnership: partnership, Number: number, SHA256: hex.EncodeToString(sum[:]), Body: body, At: noon}
}

func freeze(t *testing.T, l plan.Ledger, v plan.Sealed, writes ...plan.Write) []plan.Entry {
	t.Helper()
	made, err := l.AppendSealed(t.Context(), noon, writes, v)
	if err != nil {
		t.Fatalf("freezing version %d of %s: %v", v.Number, v.Partnership, err)
	}
	return made
}

// list calls a method that lists, which must work.
func list[T any](t *testing.T) func(all []T, err error) []T {
	return func(all []T, err error) []T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
}

// brief names entries: kind, key, revision and body.
func brief(entries []plan.Entry) []string {
	names := []string{}
	for _, e := range entries {
		names = append(names, fmt.Sprintf("%s %s %d %s", e.Kind, e.Key, e.Revision, e.Body))
	}
	return names
}

func want[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("%s: got %+v, want %+v", what, got, want)
	}
}

func wantWhole(t *testing.T, l plan.Ledger, entries int64) {
	t.Helper()
	if n, err := l.Verify(t.Context()); err != nil || n != entries {
		t.Errorf("%d entries are whole (%v), want %d", n, err, entries)
	}
}
