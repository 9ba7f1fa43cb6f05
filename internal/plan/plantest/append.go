package plantest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"inclusion/internal/plan"
)

func empty(t *testing.T, l Opened) {
	ctx := t.Context()
	wantWhole(t, l, 0)
	want(t, "what stands", brief(list[plan.Entry](t)(l.Standing(ctx, here))), nil)
	want(t, "history", brief(list[plan.Entry](t)(l.History(ctx, here, plan.KindAction, "A1"))), nil)
	want(t, "audit log", brief(list[plan.Entry](t)(l.Audit(ctx, here, 0, 10))), nil)
	want(t, "partnerships", list[string](t)(l.Partnerships(ctx)), nil)
	want(t, "versions", list[plan.Sealed](t)(l.Versions(ctx, here)), nil)
	if last, err := l.Last(ctx, here); err != nil || last != 0 {
		t.Errorf("the newest entry is %d (%v), want none", last, err)
	}
	if _, err := l.Version(ctx, here, 1); !errors.Is(err, plan.ErrNoVersion) {
		t.Errorf("%v; want %v", err, plan.ErrNoVersion)
	}
	want(t, "writing nothing", brief(save(t, l)), nil)
}

func entriesSayWhatWasWritten(t *testing.T, l Opened) {
	w := write(plan.KindAction, "A1", 0, `{"title":"More places"}`)
	e := save(t, l, w)[0]
	if e.Seq != 1 || !e.At.Equal(noon) || e.Account != w.Account || e.Organisation != w.Organisation || e.Partnership != here ||
		e.Kind != w.Kind || e.Key != w.Key || e.Revision != 1 || e.Body != w.Body || e.Prior != "" || e.Hash != e.Sum() {
		t.Errorf("%+v was made of %+v", e, w)
	}
	for name, kept := range map[string][]plan.Entry{
		"standing": list[plan.Entry](t)(l.Standing(t.Context(), here)), "audit log": list[plan.Entry](t)(l.Audit(t.Context(), here, 0, 10)),
		"history": list[plan.Entry](t)(l.History(t.Context(), here, plan.KindAction, "A1")),
	} {
		if len(kept) != 1 || kept[0] != e {
			t.Errorf("%s: kept as %+v, returned as %+v", name, kept, e)
		}
	}
}

func chained(t *testing.T, l Opened) {
	prior := ""
	for i, partnership := range []string{here, there, here, "", there} {
		w := write(plan.KindAction, fmt.Sprint("A", i), 0, "{}")
		w.Partnership = partnership
		e := save(t, l, w)[0]
		if e.Seq != int64(i)+1 || e.Prior != prior || e.Hash != e.Sum() {
			t.Errorf("entry %d is %+v, after the hash %q", i+1, e, prior)
		}
		prior = e.Hash
	}
	wantWhole(t, l, 5)
}

// wantChanged says that a write came too late, and what stands.
func wantChanged(t *testing.T, l plan.Ledger, stands string, writes ...plan.Write) {
	t.Helper()
	made, err := l.Append(t.Context(), noon, writes)
	var changed *plan.Changed
	if !errors.As(err, &changed) || made != nil {
		t.Fatalf("%+v: made %+v, %v; want it to be told that somebody else saved first", writes, made, err)
	}
	want(t, "what stands", brief([]plan.Entry{changed.Now}), []string{stands})
	if changed.Now.Hash != changed.Now.Sum() {
		t.Errorf("what stands is told as %+v, not whole", changed.Now)
	}
}

func baseMustStand(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A1", 0, "one"))
	wantChanged(t, l, "action A1 1 one", write(plan.KindAction, "A1", 0, "two"))
	wantChanged(t, l, "action A1 1 one", write(plan.KindAction, "A1", 2, "two"))
	save(t, l, write(plan.KindAction, "A1", 1, "two"))
	wantChanged(t, l, "action A1 2 two", write(plan.KindAction, "A1", 1, "three"))
	wantChanged(t, l, "action A1 2 two", write(plan.KindAction, "A1", 1, ""))
	save(t, l, write(plan.KindRisk, "A1", 0, "of another kind"), write(plan.KindAction, "A2", 0, "of another key"))
	elsewhere := write(plan.KindAction, "A1", 0, "of another partnership")
	elsewhere.Partnership = there
	save(t, l, elsewhere)
	if _, err := l.Append(t.Context(), noon, []plan.Write{write(plan.KindAction, "A9", 3, "seen by nobody")}); err == nil {
		t.Error("a base that never was is taken for what stands")
	}
	wantWhole(t, l, 5)
}

func sameAgain(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A1", 0, "one"))
	for base := range 3 {
		want(t, "entries", brief(save(t, l, write(plan.KindAction, "A1", base, "one"))), nil)
	}
	want(t, "removing what is not there", brief(save(t, l, write(plan.KindRisk, "R1", 0, ""))), nil)
	made := save(t, l, write(plan.KindAction, "A1", 1, "one"), write(plan.KindAction, "A2", 0, "two"))
	want(t, "entries of a save of which half is new", brief(made), []string{"action A2 1 two"})
	wantWhole(t, l, 2)
}

func removedComesBack(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A1", 0, "one"))
	save(t, l, write(plan.KindAction, "A1", 1, ""))
	want(t, "what stands", brief(list[plan.Entry](t)(l.Standing(t.Context(), here))), nil)
	wantChanged(t, l, "action A1 2 ", write(plan.KindAction, "A1", 1, "two"))
	want(t, "removing it again", brief(save(t, l, write(plan.KindAction, "A1", 1, ""))), nil)
	want(t, "for who sees nothing there", brief(save(t, l, write(plan.KindAction, "A1", 0, "three"))), []string{"action A1 3 three"})
	save(t, l, write(plan.KindAction, "A1", 3, ""))
	want(t, "for who saw it go", brief(save(t, l, write(plan.KindAction, "A1", 4, "one"))), []string{"action A1 5 one"})
	want(t, "what stands", brief(list[plan.Entry](t)(l.Standing(t.Context(), here))), []string{"action A1 5 one"})
	wantWhole(t, l, 5)
}

func severalOfOne(t *testing.T, l Opened) {
	made := save(t, l, write(plan.KindAction, "A1", 0, "one"), write(plan.KindAction, "A1", 1, "two"), write(plan.KindAction, "A1", 2, ""))
	want(t, "entries", brief(made), []string{"action A1 1 one", "action A1 2 two", "action A1 3 "})
	if _, err := l.Append(t.Context(), noon, []plan.Write{write(plan.KindAction, "A2", 0, "one"), write(plan.KindAction, "A2", 0, "two")}); err == nil {
		t.Error("the second write of a document was made on a base that the first had replaced")
	}
	wantWhole(t, l, 3)
}

func allOrNothing(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A2", 0, "old"))
	wantChanged(t, l, "action A2 1 old", write(plan.KindAction, "A1", 0, "one"), write(plan.KindAction, "A2", 0, "two"), write(plan.KindAction, "A3", 0, "three"))
	want(t, "what stands", brief(list[plan.Entry](t)(l.Standing(t.Context(), here))), []string{"action A2 1 old"})
	made := save(t, l, write(plan.KindAction, "A3", 0, "three"), write(plan.KindAction, "A2", 1, "two"), write(plan.KindAction, "A1", 0, "one"))
	want(t, "entries, in the order written", brief(made), []string{"action A3 1 three", "action A2 2 two", "action A1 1 one"})
	var many []plan.Write
	for i := range 500 {
		many = append(many, write(plan.KindScore, fmt.Sprint("2026/", i), 0, fmt.Sprint("score ", i)))
	}
	want(t, "entries of a large save", len(save(t, l, many...)), 500)
	wantWhole(t, l, 504)
}

func times(t *testing.T, l Opened) {
	for i, c := range []struct{ given, back string }{
		{"2026-03-29T01:30:00.123456789+01:00", "2026-03-29T00:30:00.123456Z"},
		{"2026-10-25T00:00:00+13:45", "2026-10-24T10:15:00Z"},
		{"1999-12-31T23:59:59.999999999Z", "1999-12-31T23:59:59.999999Z"},
		{"2201-01-01T00:00:00.000001-12:00", "2201-01-01T12:00:00.000001Z"},
	} {
		given, err := time.Parse(time.RFC3339Nano, c.given)
		if err != nil {
			t.Fatal(err)
		}
		v := version(here, i+1, c.given)
		v.At = given
		if _, err := l.AppendSealed(t.Context(), given, []plan.Write{write(plan.KindAction, "A1", i, c.given)}, v); err != nil {
			t.Fatal(err)
		}
		e := list[plan.Entry](t)(l.Standing(t.Context(), here))[0]
		kept, err := l.Version(t.Context(), here, i+1)
		if back := e.At.Format(time.RFC3339Nano); err != nil || back != c.back || kept.At.Format(time.RFC3339Nano) != c.back || e.At.Location() != time.UTC {
			t.Errorf("%s came back as %s and %s (%v), want %s", c.given, back, kept.At, err, c.back)
		}
	}
	wantWhole(t, l, 8)
}

func anyText(t *testing.T, l Opened) {
	for i, text := range []string{
		`it's "quoted" \ and ; -- so on`, "line\r\nline\tline\u2028", "čeština, 中文, العربية, 👩🏽‍🏫", "e\u0301 is not \u00e9", "\u0001\u001f\u007f\ufffd\ufeff",
		"$1 ? :a {} %s '' null", " ", strings.Repeat("0123456789abcde\n", 1<<16),
	} {
		w := write(plan.KindAction, fmt.Sprint("A", i), 0, text)
		if len(text) < 1000 {
			w.Account, w.Organisation, w.Partnership, w.Key = text+"a", text+"o", text+"p", text+"k"
		}
		made := save(t, l, w)
		want(t, "entries", len(made), 1)
		kept := list[plan.Entry](t)(l.History(t.Context(), w.Partnership, w.Kind, w.Key))
		if len(kept) != 1 || kept[0] != made[0] || kept[0].Body != text || kept[0].Key != w.Key {
			t.Errorf("%.40q did not come back as it was", text)
		}
	}
	wantWhole(t, l, 8)
}

func noText(t *testing.T, l Opened) {
	for _, w := range []plan.Write{write(plan.KindAction, "A1", 0, "a\xffb"), write(plan.KindAction, "A\xff", 0, "body"), write(plan.KindAction, "A1", 0, "a\x00b")} {
		if _, err := l.Append(t.Context(), noon, []plan.Write{write(plan.KindRisk, "R1", 0, "good"), w}); !errors.Is(err, plan.ErrNotText) {
			t.Errorf("%q: %v; want %v", w.Key+w.Body, err, plan.ErrNotText)
		}
	}
	wantWhole(t, l, 0)
}

func manyAtOnce(t *testing.T, l Opened) {
	ctx := t.Context()
	const writers, saves = 8, 25
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range saves {
				own := write(plan.KindAction, fmt.Sprint("A", w), i, fmt.Sprint("save ", i))
				if made, err := l.Append(ctx, noon, []plan.Write{own}); err != nil || len(made) != 1 || made[0].Revision != i+1 {
					t.Errorf("writer %d, save %d: %+v, %v", w, i, made, err)
				}
				if _, err := l.Standing(ctx, here); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	all := list[plan.Entry](t)(l.Audit(ctx, here, 0, 10*writers*saves))
	want(t, "entries", len(all), writers*saves)
	for i, e := range all {
		want(t, "number", e.Seq, int64(writers*saves-i))
	}
	wantWhole(t, l, writers*saves)
}

func oneWins(t *testing.T, l Opened) {
	ctx := t.Context()
	const rounds, editors = 20, 4
	for round := range rounds {
		var won, told atomic.Int32
		var wait sync.WaitGroup
		for editor := range editors {
			wait.Go(func() {
				_, err := l.Append(ctx, noon, []plan.Write{write(plan.KindAction, "A1", round, fmt.Sprint("editor ", editor, " in round ", round))})
				var changed *plan.Changed
				switch {
				case err == nil:
					won.Add(1)
				case errors.As(err, &changed) && changed.Now.Revision == round+1:
					told.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if won.Load() != 1 || told.Load() != editors-1 {
			t.Fatalf("round %d: %d won and %d were told, want 1 and %d", round, won.Load(), told.Load(), editors-1)
		}
	}
	wantWhole(t, l, rounds)
}

func brokenOff(t *testing.T, l Opened) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Append(ended, noon, []plan.Write{write(plan.KindAction, "A1", 0, "one")}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want %v", err, context.Canceled)
	}
	if _, err := l.AppendSealed(ended, noon, nil, version(here, 1, "one")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want %v", err, context.Canceled)
	}
	if _, err := l.Standing(ended, here); !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want %v", err, context.Canceled)
	}
	if _, err := l.Verify(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want %v", err, context.Canceled)
	}
	wantWhole(t, l, 0)
	want(t, "versions", list[plan.Sealed](t)(l.Versions(t.Context(), here)), nil)
}
