// Package plantest has a ledger that lives in memory, for tests, and says as one suite of tests what every ledger does, whatever
// database is behind it.
package plantest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"inclusion/internal/plan"
)

// Ledger is a plan.Ledger in memory.
type Ledger struct {
	mu       sync.Mutex
	entries  []plan.Entry
	versions []plan.Sealed
}

var _ plan.Ledger = (*Ledger)(nil)

// NewLedger makes an empty ledger.
func NewLedger() *Ledger { return &Ledger{} }

// Append implements plan.Ledger.
func (l *Ledger) Append(ctx context.Context, at time.Time, writes []plan.Write) ([]plan.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return l.append(at, writes)
}

// AppendSealed implements plan.Ledger.
func (l *Ledger) AppendSealed(ctx context.Context, at time.Time, writes []plan.Write, version plan.Sealed) ([]plan.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	note, err := version.Follow(len(l.of(version.Partnership)), writes)
	if err != nil {
		return nil, err
	}
	made, err := l.append(at, append(slices.Clone(writes), note))
	if err != nil {
		return nil, err
	}
	version.At = version.At.UTC().Truncate(time.Microsecond)
	l.versions = append(l.versions, version)
	return made, nil
}

// append adds entries, or none where one of them cannot be added.
func (l *Ledger) append(at time.Time, writes []plan.Write) ([]plan.Entry, error) {
	all := slices.Clip(l.entries)
	for _, w := range writes {
		if err := w.Valid(); err != nil {
			return nil, fmt.Errorf("writing the ledger: %w", err)
		}
		e, ok, err := w.Follow(newest(all, w), last(all), at)
		if err != nil {
			return nil, fmt.Errorf("writing the ledger: %w", err)
		}
		if ok {
			all = append(all, e)
		}
	}
	made := slices.Clone(all[len(l.entries):])
	l.entries = all
	return made, nil
}

func last(entries []plan.Entry) plan.Entry {
	if len(entries) == 0 {
		return plan.Entry{}
	}
	return entries[len(entries)-1]
}

// newest is the newest entry of a write's kind and key.
func newest(entries []plan.Entry, w plan.Write) plan.Entry {
	for _, e := range slices.Backward(entries) {
		if e.Partnership == w.Partnership && e.Kind == w.Kind && e.Key == w.Key {
			return e
		}
	}
	return plan.Entry{}
}

// keep lists the entries that are wanted, oldest first.
func (l *Ledger) keep(ctx context.Context, wanted func(plan.Entry) bool) (kept []plan.Entry, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.entries {
		if wanted(e) {
			kept = append(kept, e)
		}
	}
	return kept, ctx.Err()
}

// Standing implements plan.Ledger.
func (l *Ledger) Standing(ctx context.Context, partnership string) ([]plan.Entry, error) {
	type place struct {
		kind plan.Kind
		key  string
	}
	all, err := l.keep(ctx, func(e plan.Entry) bool { return e.Partnership == partnership && !e.Kind.Noted() })
	stands := map[place]plan.Entry{}
	for _, e := range all {
		stands[place{e.Kind, e.Key}] = e
	}
	maps.DeleteFunc(stands, func(_ place, e plan.Entry) bool { return e.Body == "" })
	return slices.SortedFunc(maps.Values(stands), func(a, b plan.Entry) int { return cmp.Compare(a.Seq, b.Seq) }), err
}

// History implements plan.Ledger.
func (l *Ledger) History(ctx context.Context, partnership string, kind plan.Kind, key string) ([]plan.Entry, error) {
	return l.keep(ctx, func(e plan.Entry) bool { return e.Partnership == partnership && e.Kind == kind && e.Key == key })
}

// Audit implements plan.Ledger.
func (l *Ledger) Audit(ctx context.Context, partnership string, before int64, limit int) ([]plan.Entry, error) {
	all, err := l.keep(ctx, func(e plan.Entry) bool { return e.Partnership == partnership && (before == 0 || e.Seq < before) })
	slices.Reverse(all)
	return all[:max(0, min(limit, len(all)))], err
}

// Last implements plan.Ledger.
func (l *Ledger) Last(ctx context.Context, partnership string) (int64, error) {
	all, err := l.keep(ctx, func(e plan.Entry) bool { return e.Partnership == partnership })
	return last(all).Seq, err
}

// Partnerships implements plan.Ledger.
func (l *Ledger) Partnerships(ctx context.Context) (codes []string, err error) {
	all, err := l.keep(ctx, func(e plan.Entry) bool { return e.Partnership != "" })
	for _, e := range all {
		codes = append(codes, e.Partnership)
	}
	slices.Sort(codes)
	return slices.Compact(codes), err
}

// of lists a partnership's versions, oldest first.
func (l *Ledger) of(partnership string) (versions []plan.Sealed) {
	for _, v := range l.versions {
		if v.Partnership == partnership {
			versions = append(versions, v)
		}
	}
	return versions
}

// Versions implements plan.Ledger.
func (l *Ledger) Versions(ctx context.Context, partnership string) ([]plan.Sealed, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.of(partnership)
	for i := range all {
		all[i].Body = ""
	}
	slices.Reverse(all)
	return all, ctx.Err()
}

// Version implements plan.Ledger.
func (l *Ledger) Version(ctx context.Context, partnership string, number int) (plan.Sealed, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, v := range l.of(partnership) {
		if v.Number == number {
			return v, ctx.Err()
		}
	}
	return plan.Sealed{}, errors.Join(fmt.Errorf("version %d of %s: %w", number, partnership, plan.ErrNoVersion), ctx.Err())
}

// Verify implements plan.Ledger.
func (l *Ledger) Verify(ctx context.Context) (entries int64, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var c plan.Chain
	for _, e := range l.entries {
		if err := c.Entry(e); err != nil {
			return c.Entries(), err
		}
	}
	for _, v := range l.versions {
		if err := c.Version(v); err != nil {
			return c.Entries(), err
		}
	}
	return c.Entries(), errors.Join(c.End(), ctx.Err())
}

// Tamper changes what is kept behind the ledger's back.
func (l *Ledger) Tamper(change func(entries *[]plan.Entry, versions *[]plan.Sealed)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.entries, &l.versions)
	return nil
}
