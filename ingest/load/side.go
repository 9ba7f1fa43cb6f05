package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// sideBySide does n pieces of work at once, each on a connection and in a transaction of its own, and ends when all have. It is
// called outside any transaction, on a database of one connection, and leaves it so.
func sideBySide(ctx context.Context, db *sql.DB, n int, work func(conn engine, i int) error) error {
	db.SetMaxOpenConns(n)
	defer db.SetMaxOpenConns(1)
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = inTransaction(ctx, db, func(conn engine) error { return work(conn, i) }) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// inTransaction does work on a connection of its own, which is given back as it was.
func inTransaction(ctx context.Context, db *sql.DB, work func(conn engine) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connecting to the new warehouse: %w", err)
	}
	defer conn.Close()
	if err := run(ctx, conn, "begin transaction"); err != nil {
		return err
	}
	if err := work(conn); err != nil {
		return errors.Join(err, run(ctx, conn, "rollback"))
	}
	return run(ctx, conn, "commit", "use main")
}
