package returnstest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"inclusion/internal/returns"
)

// Memory keeps returns for as long as a test runs.
type Memory struct {
	mu   sync.Mutex
	kept []returns.Return               // oldest first
	gone map[string][]returns.Withdrawn // by area, newest first
	made int
}

var _ returns.Keeper = (*Memory)(nil)

// Keep implements returns.Keeper.
func (m *Memory) Keep(ctx context.Context, r returns.Return) (returns.Return, error) {
	if err := ctx.Err(); err != nil {
		return returns.Return{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made++
	r.ID, r.TakenAt = fmt.Sprintf("r%d", m.made), r.TakenAt.UTC()
	m.kept = slices.DeleteFunc(m.kept, func(had returns.Return) bool { return had.Area == r.Area && had.SHA256 == r.SHA256 })
	m.kept = append(m.kept, r)
	return r, nil
}

// Returns implements returns.Keeper.
func (m *Memory) Returns(ctx context.Context, area string) (all []returns.Return, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.kept {
		if r.Area == area {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b returns.Return) int { return b.TakenAt.Compare(a.TakenAt) })
	return all, ctx.Err()
}

// Return implements returns.Keeper.
func (m *Memory) Return(ctx context.Context, area, id string) (returns.Return, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := m.at(area, id); i >= 0 {
		return m.kept[i], ctx.Err()
	}
	return returns.Return{}, returns.ErrNoReturn
}

// Withdraw implements returns.Keeper.
func (m *Memory) Withdraw(ctx context.Context, area, id, by string, at time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.at(area, id)
	if i < 0 {
		return returns.ErrNoReturn
	}
	r := m.kept[i]
	m.kept = slices.Delete(m.kept, i, i+1)
	if m.gone == nil {
		m.gone = map[string][]returns.Withdrawn{}
	}
	m.gone[area] = slices.Insert(m.gone[area], 0, returns.Withdrawn{ID: r.ID, Year: r.Year, AsAt: r.AsAt, SHA256: r.SHA256, TakenBy: r.TakenBy, TakenAt: r.TakenAt, By: by, At: at.UTC()})
	return nil
}

// Withdrawn implements returns.Keeper.
func (m *Memory) Withdrawn(ctx context.Context, area string) (all []returns.Withdrawn, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.gone[area]), ctx.Err()
}

func (m *Memory) at(area, id string) int {
	return slices.IndexFunc(m.kept, func(r returns.Return) bool { return r.Area == area && r.ID == id })
}
