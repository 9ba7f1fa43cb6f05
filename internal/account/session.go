package account

import (
	"context"
	"time"
)

// Sessions keeps the data of sessions by their tokens, whatever database is behind it. sessiontest.Conform says what each
// implementation does.
type Sessions interface {
	// FindCtx is a session's data; not found when there is none, or when it has expired.
	FindCtx(ctx context.Context, token string) (data []byte, found bool, err error)
	// CommitCtx keeps a session's data, in place of what was kept for the token before.
	CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error
	// DeleteCtx ends a session. To end one that is not there is no error.
	DeleteCtx(ctx context.Context, token string) error
}

// sessionStore makes Sessions what the session manager asks for.
type sessionStore struct{ Sessions }

func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s sessionStore) Commit(token string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expires)
}

func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
