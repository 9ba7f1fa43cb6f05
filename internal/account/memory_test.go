package account_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/account/sessiontest"
)

// memory keeps sessions for as long as a test runs, and fails when it is told to.
type memory struct {
	mu   sync.Mutex
	kept map[string]kept
	fail bool
}

type kept struct {
	data    []byte
	expires time.Time
}

var errDisk = errors.New("no space left on device")

func newMemory() *memory { return &memory{kept: map[string]kept{}} }

func (m *memory) failing(ctx context.Context) error {
	if m.fail {
		return errDisk
	}
	return ctx.Err()
}

func (m *memory) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.kept[token]
	if err := m.failing(ctx); err != nil || !ok || !k.expires.After(time.Now()) {
		return nil, false, err
	}
	return k.data, true, nil
}

func (m *memory) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failing(ctx); err != nil {
		return err
	}
	m.kept[token] = kept{data, expires}
	return nil
}

func (m *memory) DeleteCtx(ctx context.Context, token string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failing(ctx); err != nil {
		return err
	}
	delete(m.kept, token)
	return nil
}

func TestSessionsInMemoryConform(t *testing.T) {
	sessiontest.Conform(t, func(*testing.T) account.Sessions { return newMemory() })
}
