package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"time"

	"inclusion/internal/backup"
	"inclusion/internal/store"
)

type backupCommand struct {
	To   string       `help:"The folder of backups, on another disk than the data folder." required:"" type:"path" env:"INCLUSION_BACKUPS"`
	Keep *backup.Keep `help:"Afterwards remove older backups but for the newest of so many days, weeks and months, such as days=7,weeks=5,months=12. Without it all stay." placeholder:"days=N,weeks=N,months=N"`
}

// errLacking says that a backup was written, and that something was damaged already.
var errLacking = errors.New("the backup is written, but what is named above was damaged already and is not in it: restore it from an older backup, or fetch and load it again")

// Run writes a backup. A server that has the plans open writes it itself, when it is asked.
func (cmd backupCommand) Run(ctx context.Context, c *Config) error {
	if err := os.MkdirAll(cmd.To, 0o700); err != nil {
		return fmt.Errorf("making the folder of backups: %w", err)
	}
	path := store.Folder{Dir: c.Data}.Plans()
	plans, err := store.OpenPlansAsTheyAre(ctx, path)
	switch {
	case errors.Is(err, store.ErrPlansOpen):
		return cmd.ask(ctx, c)
	case errors.Is(err, fs.ErrNotExist):
		return c.backUp(ctx, os.Stdout, nil, cmd.To, cmd.Keep)
	case err != nil:
		return err
	}
	return errors.Join(c.backUp(ctx, os.Stdout, plans, cmd.To, cmd.Keep), plans.Close())
}

// ask has the server write the backup.
func (cmd backupCommand) ask(ctx context.Context, c *Config) error {
	wanted := url.Values{"to": {cmd.To}}
	if cmd.Keep != nil {
		keep, err := cmd.Keep.MarshalText()
		if err != nil {
			return err
		}
		wanted.Set("keep", string(keep))
	}
	return askServer(ctx, c.Data, "backup", wanted, os.Stdout)
}

// backUp writes a backup, reads it back, and says what is in it. Where keep is not nil, older ones go afterwards.
func (c Config) backUp(ctx context.Context, out io.Writer, plans *store.Plans, to string, keep *backup.Keep) error {
	shelf := backup.Shelf{Dir: to}
	began := time.Now()
	name, m, err := shelf.Make(ctx, backup.Source{Data: c.Data, Plans: plans, Program: version(), Now: time.Now})
	backupMeters.made(began, m, err)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "written and read back: %s\n  %s\n", name, inWords(m))
	for _, l := range m.Lacking {
		fmt.Fprintf(out, "damaged: edition %s, %s: %s\n", l.SHA256[:12], l.Name, l.Problem)
	}
	if len(m.Lacking) > 0 {
		return errLacking
	}
	if keep == nil {
		return nil
	}
	removed, err := shelf.Rotate(*keep, name)
	for _, old := range removed {
		fmt.Fprintf(out, "removed: %s\n", old)
	}
	return err
}

// inWords says what is in a backup.
func inWords(m backup.Manifest) string {
	words := fmt.Sprintf("%d files, %d archived editions, %.1f MB", len(m.Files), len(m.Editions), float64(m.Size())/1e6)
	if m.Plans == nil {
		return words + "; no plans"
	}
	return fmt.Sprintf("%s; %d entries and %d versions of plans", words, m.Plans.Entries, m.Plans.Versions)
}
