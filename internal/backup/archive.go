package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// damaged is the error of an edition whose bytes are not what they were.
type damaged string

func (d damaged) Error() string { return string(d) }

// keep brings an edition's bytes into the shared archive, unless they are there and whole, and says how many they are.
func (s Shelf) keep(ctx context.Context, from, sum string) (size int64, err error) {
	if had, size, err := hash(ctx, s.edition(sum)); err == nil && had == sum {
		return size, nil
	} else if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	temp := filepath.Join(s.archive(), ".incoming-"+sum)
	f, err := copyFile(ctx, from, temp, 0o600)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, damaged("its bytes are not in the archive")
	case err != nil:
		return 0, err
	case f.SHA256 != sum:
		return 0, errors.Join(damaged("its bytes have changed: they now have SHA-256 "+f.SHA256), os.Remove(temp))
	}
	if err := os.Rename(temp, s.edition(sum)); err != nil {
		return 0, fmt.Errorf("keeping an edition among the backups: %w", err)
	}
	return f.Bytes, nil
}

// prune removes editions that none of these backups names. Where one of them cannot be read, it removes nothing.
func (s Shelf) prune(names []string) error {
	named := map[string]bool{}
	for _, name := range names {
		m, err := readManifest(s.path(name))
		if err != nil {
			return fmt.Errorf("editions that no backup needs are not removed: %w", err)
		}
		for _, e := range m.Editions {
			named[e.SHA256] = true
		}
	}
	all, err := os.ReadDir(s.archive())
	if err != nil {
		return fmt.Errorf("listing the editions among the backups: %w", err)
	}
	for _, e := range all {
		if isSum(e.Name()) && !named[e.Name()] {
			if err := os.Remove(s.edition(e.Name())); err != nil {
				return fmt.Errorf("removing an edition that no backup needs: %w", err)
			}
		}
	}
	return nil
}
