package plantest

import (
	"errors"
	"slices"
	"testing"

	"inclusion/internal/plan"
)

// notes are writes of the kinds that are no documents.
func notes(body string) (all []plan.Write) {
	for _, kind := range []plan.Kind{plan.KindAccount, plan.KindLink} {
		all = append(all, write(kind, "k1", 7, body))
	}
	return all
}

func notedDoesNotStand(t *testing.T, l Opened) {
	for range 2 {
		want(t, "notes, whatever base and body", len(save(t, l, notes("{}")...)), 2)
	}
	save(t, l, write(plan.KindAction, "A1", 0, "one"))
	freeze(t, l, version(here, 1, "{}"))
	want(t, "what stands", brief(list[plan.Entry](t)(l.Standing(t.Context(), here))), []string{"action A1 1 one"})
	want(t, "history", brief(list[plan.Entry](t)(l.History(t.Context(), here, plan.KindLink, "k1"))), []string{"link k1 1 {}", "link k1 2 {}"})
	want(t, "audit log", len(list[plan.Entry](t)(l.Audit(t.Context(), here, 0, 10))), 6)
	wantWhole(t, l, 6)
}

func whatStands(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A1", 0, "one"), write(plan.KindAction, "A2", 0, "two"), write(plan.KindProfile, "", 0, "profile"),
		write(plan.KindRisk, "R1", 0, "risk"))
	save(t, l, write(plan.KindAction, "A1", 1, "one again"), write(plan.KindAction, "A2", 1, ""))
	elsewhere := write(plan.KindAction, "A1", 0, "elsewhere")
	elsewhere.Partnership = there
	server := write(plan.KindAction, "A1", 0, "of the server")
	server.Partnership = ""
	save(t, l, elsewhere, server)
	for partnership, stands := range map[string][]string{
		here: {"profile  1 profile", "risk R1 1 risk", "action A1 2 one again"}, there: {"action A1 1 elsewhere"}, "": {"action A1 1 of the server"}, "20": nil,
	} {
		want(t, "what stands in "+partnership, brief(list[plan.Entry](t)(l.Standing(t.Context(), partnership))), stands)
	}
	want(t, "partnerships", list[string](t)(l.Partnerships(t.Context())), []string{here, there})
	for partnership, seq := range map[string]int64{here: 6, there: 7, "": 8, "20": 0} {
		if last, err := l.Last(t.Context(), partnership); err != nil || last != seq {
			t.Errorf("the newest entry of %q is %d (%v), want %d", partnership, last, err, seq)
		}
	}
}

func histories(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A1", 0, "one"), write(plan.KindAction, "A10", 0, "ten"), write(plan.KindRisk, "A1", 0, "risk"))
	save(t, l, write(plan.KindAction, "A1", 1, ""))
	save(t, l, write(plan.KindAction, "A1", 0, "three"))
	history := list[plan.Entry](t)(l.History(t.Context(), here, plan.KindAction, "A1"))
	want(t, "history", brief(history), []string{"action A1 1 one", "action A1 2 ", "action A1 3 three"})
	want(t, "of a key like another", brief(list[plan.Entry](t)(l.History(t.Context(), here, plan.KindAction, "a1"))), nil)
}

func auditInPages(t *testing.T, l Opened) {
	elsewhere := write(plan.KindAction, "A1", 0, "elsewhere")
	elsewhere.Partnership = there
	for i := range 7 {
		save(t, l, write(plan.KindAction, "A1", i, string(rune('a'+i))))
	}
	save(t, l, elsewhere)
	seqs := func(before int64, limit int) (all []int64) {
		for _, e := range list[plan.Entry](t)(l.Audit(t.Context(), here, before, limit)) {
			all = append(all, e.Seq)
		}
		return all
	}
	for _, c := range []struct {
		before int64
		limit  int
		seqs   []int64
	}{
		{0, 3, []int64{7, 6, 5}}, {5, 3, []int64{4, 3, 2}}, {2, 3, []int64{1}}, {1, 3, nil}, {0, 0, nil}, {0, 100, []int64{7, 6, 5, 4, 3, 2, 1}}, {99, 1, []int64{7}},
	} {
		want(t, "page of the audit log", seqs(c.before, c.limit), c.seqs)
	}
}

func versionsInOrder(t *testing.T, l Opened) {
	for _, wrong := range []int{0, -1, 2} {
		if _, err := l.AppendSealed(t.Context(), noon, nil, version(here, wrong, "text")); !errors.Is(err, plan.ErrNotNext) {
			t.Errorf("first version %d: %v; want %v", wrong, err, plan.ErrNotNext)
		}
	}
	first := freeze(t, l, version(here, 1, "first"), write(plan.KindAssessment, "2026", 0, "agreed"))
	want(t, "entries", brief(first), []string{"assessment 2026 1 agreed", "version 1 1 " + version(here, 1, "first").SHA256})
	want(t, "who froze it", first[1].Account+" of "+first[1].Organisation, "a1 of "+plan.Council)
	freeze(t, l, version(there, 1, "of another partnership"))
	for _, wrong := range []int{1, 3} {
		if _, err := l.AppendSealed(t.Context(), noon, nil, version(here, wrong, "text")); !errors.Is(err, plan.ErrNotNext) {
			t.Errorf("second version %d: %v; want %v", wrong, err, plan.ErrNotNext)
		}
	}
	freeze(t, l, version(here, 2, "second"))
	all := list[plan.Sealed](t)(l.Versions(t.Context(), here))
	second, one := version(here, 2, ""), version(here, 1, "")
	second.SHA256, one.SHA256 = version(here, 2, "second").SHA256, version(here, 1, "first").SHA256
	want(t, "versions without their bodies, newest first", all, []plan.Sealed{second, one})
	if _, err := l.Version(t.Context(), here, 3); !errors.Is(err, plan.ErrNoVersion) {
		t.Errorf("%v; want %v", err, plan.ErrNoVersion)
	}
	wantWhole(t, l, 4)
}

func versionsNeverChange(t *testing.T, l Opened) {
	first := version(here, 1, "it's \"first\", čeština")
	freeze(t, l, first)
	freeze(t, l, version(here, 2, "second"))
	if _, err := l.AppendSealed(t.Context(), noon, nil, version(here, 1, "rewritten")); !errors.Is(err, plan.ErrNotNext) {
		t.Errorf("%v; want %v", err, plan.ErrNotNext)
	}
	kept, err := l.Version(t.Context(), here, 1)
	if err != nil || kept != first {
		t.Errorf("kept %+v (%v), want %+v", kept, err, first)
	}
	wrong := version(here, 3, "third")
	wrong.Body = "another text"
	if _, err := l.AppendSealed(t.Context(), noon, nil, wrong); err == nil {
		t.Error("a version was kept whose hash is not that of its text")
	}
	wantWhole(t, l, 2)
}

func versionAllOrNothing(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAssessment, "2026", 0, "in draft"))
	_, err := l.AppendSealed(t.Context(), noon, []plan.Write{write(plan.KindAction, "A1", 0, "one"), write(plan.KindAssessment, "2026", 0, "agreed")},
		version(here, 1, "text"))
	var changed *plan.Changed
	if !errors.As(err, &changed) {
		t.Errorf("%v; want that somebody else saved first", err)
	}
	if _, err := l.AppendSealed(t.Context(), noon, []plan.Write{write(plan.KindAssessment, "2026", 1, "agreed")}, version(here, 2, "text")); err == nil {
		t.Error("a version was kept out of its turn")
	}
	want(t, "versions", list[plan.Sealed](t)(l.Versions(t.Context(), here)), nil)
	want(t, "what stands", brief(list[plan.Entry](t)(l.Standing(t.Context(), here))), []string{"assessment 2026 1 in draft"})
	wantWhole(t, l, 1)
}

// filled writes five entries, of which the third and the fifth note versions.
func filled(t *testing.T, l plan.Ledger) {
	t.Helper()
	save(t, l, write(plan.KindAction, "A1", 0, "one"))
	freeze(t, l, version(here, 1, "first"), write(plan.KindAction, "A1", 1, "two"))
	freeze(t, l, version(there, 1, "of another"), write(plan.KindAction, "A2", 0, "three"))
	wantWhole(t, l, 5)
}

// tampering changes a filled ledger, which must be found and named; entries is how many were whole before.
type tampering struct {
	name    string
	change  func(*[]plan.Entry, *[]plan.Sealed)
	broken  plan.Broken
	entries int64
}

func (c tampering) found(t *testing.T, l Opened) {
	t.Helper()
	var entries []plan.Entry
	var versions []plan.Sealed
	if err := l.Tamper(func(e *[]plan.Entry, v *[]plan.Sealed) {
		entries, versions = slices.Clone(*e), slices.Clone(*v)
		c.change(e, v)
	}); err != nil {
		t.Fatal(err)
	}
	n, err := l.Verify(t.Context())
	var broken *plan.Broken
	if !errors.As(err, &broken) || broken.Seq != c.broken.Seq || broken.Partnership != c.broken.Partnership || broken.Number != c.broken.Number || n != c.entries {
		t.Errorf("%s: %d entries are whole, %v; want %d and %+v", c.name, n, err, c.entries, c.broken)
	}
	if err := l.Tamper(func(e *[]plan.Entry, v *[]plan.Sealed) { *e, *v = entries, versions }); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, l, 5)
}

func tamperedEntries(t *testing.T, l Opened) {
	filled(t, l)
	touch := func(i int, change func(*plan.Entry)) func(*[]plan.Entry, *[]plan.Sealed) {
		return func(entries *[]plan.Entry, _ *[]plan.Sealed) {
			*entries = slices.Clone(*entries)
			change(&(*entries)[i])
		}
	}
	cases := []tampering{
		{"taken out", func(e *[]plan.Entry, _ *[]plan.Sealed) { *e = slices.Delete(slices.Clone(*e), 1, 2) }, plan.Broken{Seq: 2}, 1},
		{"the first taken out", func(e *[]plan.Entry, _ *[]plan.Sealed) { *e = slices.Clone((*e)[1:]) }, plan.Broken{Seq: 1}, 0},
		{"hashed again", touch(1, func(e *plan.Entry) { e.Body = "other"; e.Hash = e.Sum() }), plan.Broken{Seq: 3}, 2},
		{"a first that follows something", touch(0, func(e *plan.Entry) { e.Prior = "x"; e.Hash = e.Sum() }), plan.Broken{Seq: 1}, 0},
	}
	for i := range 5 {
		for name, change := range map[string]func(*plan.Entry){
			"time": func(e *plan.Entry) { e.At = e.At.Add(1000) }, "account": func(e *plan.Entry) { e.Account = "a2" },
			"organisation": func(e *plan.Entry) { e.Organisation = plan.ICB }, "partnership": func(e *plan.Entry) { e.Partnership += "x" },
			"kind": func(e *plan.Entry) { e.Kind = plan.KindRisk }, "key": func(e *plan.Entry) { e.Key += "0" }, "revision": func(e *plan.Entry) { e.Revision++ },
			"body": func(e *plan.Entry) { e.Body += " " }, "removal": func(e *plan.Entry) { e.Body = "" }, "hash": func(e *plan.Entry) { e.Hash = "" },
			"parts that run together": func(e *plan.Entry) { e.Account += e.Organisation[:1]; e.Organisation = e.Organisation[1:] },
			"prior":                   func(e *plan.Entry) { e.Prior += "0" },
		} {
			cases = append(cases, tampering{name, touch(i, change), plan.Broken{Seq: int64(i + 1)}, int64(i)})
		}
	}
	for _, c := range cases {
		c.found(t, l)
	}
}

func tamperedVersions(t *testing.T, l Opened) {
	filled(t, l)
	touch := func(change func(*plan.Sealed)) func(*[]plan.Entry, *[]plan.Sealed) {
		return func(_ *[]plan.Entry, versions *[]plan.Sealed) {
			*versions = slices.Clone(*versions)
			change(&(*versions)[0])
		}
	}
	first := plan.Broken{Partnership: here, Number: 1}
	for _, c := range []tampering{
		{"text", touch(func(v *plan.Sealed) { v.Body += " " }), first, 5},
		{"text and hash", touch(func(v *plan.Sealed) { *v = version(here, 1, "rewritten") }), first, 5},
		{"hash", touch(func(v *plan.Sealed) { v.SHA256 = "" }), first, 5},
		{"number", touch(func(v *plan.Sealed) { v.Number = 2 }), plan.Broken{Partnership: here, Number: 2}, 5},
		{"partnership", touch(func(v *plan.Sealed) { v.Partnership = "201" }), plan.Broken{Partnership: "201", Number: 1}, 5},
		{"taken out", func(_ *[]plan.Entry, v *[]plan.Sealed) { *v = slices.Clone((*v)[1:]) }, first, 5},
		{"put in", func(_ *[]plan.Entry, v *[]plan.Sealed) { *v = append(slices.Clone(*v), version(there, 2, "new")) },
			plan.Broken{Partnership: there, Number: 2}, 5},
	} {
		c.found(t, l)
	}
}

func versionsKeepTheirTime(t *testing.T, l Opened) {
	save(t, l, write(plan.KindAction, "A1", 0, "one"))
	sealed, err := plan.Seal(plan.Version{Partnership: here, Number: 1, Cycle: "2026", At: noon})
	if err != nil {
		t.Fatal(err)
	}
	freeze(t, l, sealed, write(plan.KindAction, "A1", 1, "two"))
	freeze(t, l, version(there, 1, "of another"), write(plan.KindAction, "A2", 0, "three"))
	wantWhole(t, l, 5)
	c := tampering{"time", func(_ *[]plan.Entry, versions *[]plan.Sealed) {
		*versions = slices.Clone(*versions)
		for i := range *versions {
			if (*versions)[i].Partnership == here {
				(*versions)[i].At = noon.AddDate(0, -1, 0)
			}
		}
	}, plan.Broken{Partnership: here, Number: 1}, 5}
	c.found(t, l)
}
