package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"inclusion/internal/backup"
	"inclusion/internal/store"
)

type verifyCommand struct {
	Quick  bool   `help:"Leave out the warehouse: it is compared with one that is made anew of the archive, which takes as long as a rebuild."`
	Backup string `help:"Check a backup, or all backups of a folder, instead of the data folder." type:"path"`
}

// Run re-reads the archive and the plans, makes the warehouse again and compares it, and says what is damaged.
func (cmd verifyCommand) Run(ctx context.Context, c *Config) error {
	if cmd.Backup != "" {
		return verifyBackups(ctx, cmd.Backup)
	}
	err := errors.Join(store.NotHalfRestored(c.Data), verifyArchive(ctx, c), verifyPlans(ctx, c))
	if cmd.Quick || err != nil {
		return err
	}
	return verifyWarehouse(ctx, c)
}

// verifyBackups checks one backup, or all that a folder holds.
func verifyBackups(ctx context.Context, path string) error {
	shelf, name, err := backup.Open(path)
	if err != nil {
		return err
	}
	names := []string{name}
	if shelf.Dir == path {
		if names, err = shelf.Names(); err != nil {
			return err
		}
	}
	for _, name := range names {
		err = errors.Join(err, checkBackup(ctx, shelf, name))
	}
	return err
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

// verifyWarehouse compares what is served with what the archive gives.
func verifyWarehouse(ctx context.Context, c *Config) error {
	l, err := c.loader(c.folder(), "")
	if err != nil {
		return err
	}
	compared, err := l.Compare(ctx)
	if errors.Is(err, store.ErrBusy) {
		fmt.Println("not compared: the warehouse, because data are being loaded. Verify again when that has ended")
		return nil
	}
	if err != nil || compared.Warehouse == 0 {
		return err
	}
	for _, d := range compared.Differ {
		fmt.Printf("differs: warehouse %d: %s\n", compared.Warehouse, d)
	}
	if len(compared.Differ) > 0 {
		return fmt.Errorf("warehouse %d is not what the archive gives: \"inclusion rebuild\" makes it again", compared.Warehouse)
	}
	fmt.Printf("whole: warehouse %d: %d rows of %d tables are what the archive gives, to the last bit\n", compared.Warehouse, compared.Rows, compared.Tables)
	return nil
}

// verifyPlans follows the chain of what partnerships wrote, if anything was written, and says where it breaks. A server that has the
// plans open does it itself, when it is asked.
func verifyPlans(ctx context.Context, c *Config) error {
	path := store.Folder{Dir: c.Data}.Plans()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	found, err := store.CheckPlans(ctx, path)
	if !errors.Is(err, store.ErrPlansOpen) {
		return sayChain(os.Stdout, path, found.Entries, found.Versions, err)
	}
	if err := askServer(ctx, c.Data, "plans", nil, os.Stdout); !errors.Is(err, errNoServer) {
		return err
	}
	fmt.Printf("not checked: the plans %s, because a server has them open. Stop it and verify again, or verify a backup\n", path)
	return nil
}

// sayChain says how far the chain is whole.
func sayChain(out io.Writer, path string, entries int64, versions int, err error) error {
	if err != nil {
		fmt.Fprintf(out, "damaged: plans %s: %v\n", path, err)
		return fmt.Errorf("the plans are whole up to entry %d only: keep %s as it is, and restore the plans from a backup", entries, path)
	}
	fmt.Fprintf(out, "whole: %d entries and %d versions of plans\n", entries, versions)
	return nil
}
