package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
)

// beforeKept is how many copies of plans from before a migration are kept.
const beforeKept = 2

// keepBefore copies the plans beside themselves before the first migration that they lack. Where there is no room for that, there
// might be none for the migration either, so neither is done.
func (p *Plans) keepBefore(ctx context.Context, next migration) error {
	copied := fmt.Sprintf("plans-before-%04d.duckdb", next.number)
	path := filepath.Join(filepath.Dir(p.path), copied)
	making := filepath.Join(filepath.Dir(p.path), ".copying-"+copied)
	if err := os.Remove(making); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a process that died
		return fmt.Errorf("keeping a copy of the plans before the migration %s: %w", next, err)
	}
	err := p.Copy(ctx, making)
	if err == nil {
		err = os.Rename(making, path)
	}
	if err == nil {
		err = syncPath(filepath.Dir(path))
	}
	switch {
	case NoRoom(err):
		return fmt.Errorf("there is no room for a copy of the plans, so their tables are not brought up to date (migration %s) and nothing has changed. Free some space beside %s, or go on with the program that wrote them: %w",
			next, p.path, err)
	case err != nil:
		return fmt.Errorf("keeping a copy of the plans before the migration %s: %w", next, err)
	}
	slog.InfoContext(ctx, "the plans are brought up to date; a copy of them as they were is kept", "migration", next.String(), "copy", path)
	return p.forgetBefore()
}

// forgetBefore removes all but the newest copies.
func (p *Plans) forgetBefore() error {
	all, err := filepath.Glob(filepath.Join(filepath.Dir(p.path), "plans-before-[0-9][0-9][0-9][0-9].duckdb"))
	if err != nil {
		return fmt.Errorf("listing copies of the plans: %w", err)
	}
	slices.Sort(all)
	for _, old := range all[:max(0, len(all)-beforeKept)] {
		if err := os.Remove(old); err != nil {
			return fmt.Errorf("removing an old copy of the plans: %w", err)
		}
	}
	return nil
}
