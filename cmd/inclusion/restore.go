package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"inclusion/internal/backup"
	"inclusion/internal/store"
)

type restoreCommand struct {
	From    string `help:"A backup, or a folder of backups, of which the newest is taken." type:"path" xor:"how"`
	Replace bool   `help:"The data folder holds something: move it into a folder replaced-..., and remove nothing."`
	Check   bool   `help:"Only check whether the backup could be restored."`
	Finish  bool   `help:"End a restore that was cut short while it moved files." xor:"how"`
}

// Run puts a backup into the data folder, or refuses and changes nothing.
func (cmd restoreCommand) Run(ctx context.Context, c *Config) error {
	switch {
	case cmd.Finish:
		was, err := backup.Finish(c.Data)
		if err == nil && !was {
			fmt.Println("nothing to finish: no restore was cut short")
		} else if err == nil {
			fmt.Println("finished: the data folder is restored")
		}
		return err
	case cmd.From == "":
		return errors.New("say which backup: --from BACKUP, or --from and the folder of backups for the newest")
	}
	shelf, name, err := backup.Open(cmd.From)
	if err != nil {
		return err
	}
	if cmd.Check {
		return checkBackup(ctx, shelf, name)
	}
	done, err := backup.Restore{Shelf: shelf, Name: name, Data: c.Data, Replace: cmd.Replace, Now: time.Now, Ready: c.makeWarehouse}.Run(ctx)
	if err != nil {
		return err
	}
	return tellRestored(c, name, done)
}

// checkBackup reads a backup from end to end and says whether this program could go on from it.
func checkBackup(ctx context.Context, shelf backup.Shelf, name string) error {
	m, err := shelf.Check(ctx, name)
	if err == nil {
		err = m.Fits()
	}
	if err != nil {
		return fmt.Errorf("%s cannot be restored as it is: %w", name, err)
	}
	fmt.Printf("whole: %s, made %s by version %s\n  %s\n", name, m.Made.UTC().Format("2 January 2006 15:04 UTC"), m.Program, inWords(m))
	for _, l := range m.Lacking {
		fmt.Printf("  without edition %s, %s: it was damaged before the backup was made (%s)\n", l.SHA256[:12], l.Name, l.Problem)
	}
	return nil
}

// makeWarehouse makes the warehouse of the data that are going to be served from a folder.
func (c Config) makeWarehouse(ctx context.Context, dir string) error {
	c.Data = dir
	folder, err := c.real()
	if err != nil {
		return err
	}
	l, err := c.loader(folder, "")
	if err != nil {
		return err
	}
	n, err := l.Editions()
	if err == nil && n == 0 && folder.Dir != dir { // no real data have come in yet
		if l, err = c.loader(store.Folder{Dir: dir}, ""); err == nil {
			n, err = l.Editions()
		}
	}
	if err != nil || n == 0 {
		return err
	}
	finish := showProgress(l)
	defer finish()
	_, err = l.Rebuild(ctx)
	return err
}

// tellRestored says what there is now, what was moved aside, and who can come in.
func tellRestored(c *Config, name string, done backup.Restored) error {
	fmt.Printf("restored: %s into %s\n  %s\n", name, c.Data, inWords(done.Manifest))
	for _, l := range done.Manifest.Lacking {
		fmt.Printf("  without edition %s, %s: it was damaged before the backup was made; fetch and load it again\n", l.SHA256[:12], l.Name)
	}
	if done.Aside != "" {
		fmt.Printf("what was there before is in %s; remove it when you are sure\n", done.Aside)
	}
	if done.Manifest.Plans != nil {
		fmt.Printf("everybody must sign in again, and links for a new password no longer work\n"+
			"open again as on %s: %d accounts, %d invitations, %d inspectors' links. End again what was ended since, and take returns away again that were withdrawn since\n",
			done.Manifest.Made.UTC().Format("2 January 2006 15:04 UTC"), done.Open.Accounts, done.Open.Invitations, done.Open.Links)
	}
	if done.NotReady != nil {
		return fmt.Errorf("the data are restored, but the warehouse could not be made of them: run \"inclusion rebuild\", which says what is missing: %w", done.NotReady)
	}
	return nil
}

// finishRestore ends a restore that was cut short while it moved files, before a server looks at the folder.
func finishRestore(c *Config) error {
	was, err := backup.Finish(c.Data)
	if was && err == nil {
		slog.Warn("a restore had been cut short while it moved files; it has been ended, and nothing is lost", "data", c.Data)
	}
	return err
}
