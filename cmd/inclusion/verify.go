package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"inclusion/internal/store"
)

type verifyCommand struct{}

// Run re-reads the archive and the plans, and says what is damaged in either.
func (verifyCommand) Run(ctx context.Context, c *Config) error {
	return errors.Join(verifyArchive(ctx, c), verifyPlans(ctx, store.Folder{Dir: c.Data}.Plans()))
}

// verifyArchive says which editions are damaged.
func verifyArchive(ctx context.Context, c *Config) error {
	l, err := c.loader(c.folder(), "")
	if err != nil {
		return err
	}
	v, err := l.Verify(ctx)
	if err != nil {
		return err
	}
	for _, d := range v.Damaged {
		fmt.Printf("damaged: edition %s, %s: %s\n", d.Edition.ID, d.Edition.Name, d.Problem)
	}
	if len(v.Damaged) > 0 {
		return fmt.Errorf("%d of %d archived editions are damaged: restore them from a backup or fetch them again", len(v.Damaged), v.Editions)
	}
	fmt.Printf("whole: %d archived editions\n", v.Editions)
	return nil
}

// verifyPlans follows the chain of what partnerships wrote, if anything was written, and says where it breaks.
func verifyPlans(ctx context.Context, path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	entries, versions, err := store.CheckPlans(ctx, path)
	switch {
	case errors.Is(err, store.ErrPlansOpen):
		fmt.Printf("not checked: the plans %s, because a server has them open. Stop it and verify again, or verify a backup\n", path)
		return nil
	case err != nil:
		fmt.Printf("damaged: plans %s: %v\n", path, err)
		return fmt.Errorf("the plans are whole up to entry %d only: keep %s as it is, and restore the plans from a backup", entries, path)
	}
	fmt.Printf("whole: %d entries and %d versions of plans\n", entries, versions)
	return nil
}
