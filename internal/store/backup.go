package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"
)

// OpenPlansAsTheyAre opens plans that are there without bringing their tables up to date: what is copied before an upgrade is what the
// older program wrote.
func OpenPlansAsTheyAre(ctx context.Context, path string) (*Plans, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("opening the plans: %w", err)
	}
	unlock, err := lockPlans(path)
	if err != nil {
		return nil, err
	}
	p := &Plans{path: path, unlock: unlock, now: time.Now, pause: pauseBetweenTries, sync: syncPath}
	if err := p.open(ctx); err != nil {
		unlock()
		return nil, err
	}
	return p, nil
}

// LockPlans keeps everybody from opening the plans at path while something is done to the folder that they are in.
func LockPlans(path string) (unlock func(), err error) { return lockPlans(path) }

// Copy writes the plans as they are at this moment into a new file, for its owner alone, and makes it outlive a power cut. Whoever wants
// to write waits until the bytes are copied; so the file should stand on a disk of this machine. Nothing is left of a copy that failed.
func (p *Plans) Copy(ctx context.Context, to string) (err error) {
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("copying the plans: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(to))
		}
	}()
	if err := p.copyBytes(ctx, out); err != nil {
		return errors.Join(fmt.Errorf("copying the plans %s to %s: %w", p.path, to, err), out.Close())
	}
	if err := errors.Join(out.Sync(), out.Close(), syncPath(filepath.Dir(to))); err != nil {
		return fmt.Errorf("copying the plans %s to %s: %w", p.path, to, err)
	}
	return nil
}

// copyBytes holds the one connection that writes while it writes the journal into the file and copies the file: after a checkpoint with
// nobody writing, the file is all there is. It reads through the descriptor that has been open since the plans were, because closing
// another would give up the engine's lock.
func (p *Plans) copyBytes(ctx context.Context, out io.Writer) error {
	return p.alone(ctx, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, "checkpoint"); err != nil {
			return fmt.Errorf("writing the journal into the file: %w", p.tornBy(conn, err))
		}
		if journal, err := os.Stat(p.path + ".wal"); err == nil && journal.Size() > 0 {
			return fmt.Errorf("the journal still holds %d bytes after it was written into the file", journal.Size())
		}
		_, err := io.Copy(out, io.NewSectionReader(p.bytes, 0, math.MaxInt64))
		return err
	})
}
