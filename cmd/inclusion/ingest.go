package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/store"
)

type ingestCommand struct {
	From    string   `help:"Walk this folder, ZIPs included, and load every file that is recognised." xor:"how" type:"existingdir"`
	Live    bool     `help:"Run the scheduled jobs now, against the publishers." xor:"how"`
	Explain bool     `help:"Also print everything the checks found: errors, warnings, publishers' known errors, what was mended."`
	Sample  bool     `help:"The files are the invented sample's."`
	Source  []string `arg:"" optional:"" help:"With --live: only these sources."`
}

// Run loads files and prints one line a file. It ends by naming the warehouse published.
func (cmd ingestCommand) Run(ctx context.Context, c *Config) error {
	standBack(c.Data)
	switch {
	case cmd.Live:
		return cmd.live(ctx, c)
	case cmd.From != "":
		return cmd.folder(ctx, c)
	default:
		return fmt.Errorf("say what to load: --from FOLDER, or --live for the publishers' newest")
	}
}

func (cmd ingestCommand) folder(ctx context.Context, c *Config) error {
	wanted := ""
	if cmd.Sample {
		wanted = "sample"
	}
	folder := store.Folder{Dir: c.Data}
	l, err := c.loader(folder, wanted)
	if err != nil {
		return err
	}
	items, err := walk(cmd.From)
	if err != nil {
		return err
	}
	finish := showProgress(l)
	started := time.Now()
	report, err := l.Load(ctx, items)
	finish()
	if err != nil {
		return err
	}
	if err := load.Record(folder, load.Run{Job: "folder", Started: started, Ended: time.Now(), Files: report.Files, Warehouse: report.Warehouse, Published: report.Published}); err != nil {
		return err
	}
	if cmd.Explain {
		for _, f := range report.Findings {
			fmt.Printf("%s (%s): %s\n", f.Severity, f.Check, f)
		}
	}
	return tell(report)
}

// live runs the scheduled jobs now and prints what each found and loaded.
func (cmd ingestCommand) live(ctx context.Context, c *Config) error {
	looker, err := c.looker()
	if err != nil {
		return err
	}
	sources, err := named(looker.Loader.Sources, cmd.Source)
	if err != nil {
		return err
	}
	finish := showProgress(looker.Loader)
	defer finish()
	failed, refused := false, false
	for _, s := range sources {
		run, err := looker.Look(ctx, s)
		failed = failed || err != nil
		refused = refused || run.Failed()
		fmt.Printf("%s: %s\n", s.ID, run.Words())
		for _, found := range run.Found {
			fmt.Println("  found: " + found)
		}
		for _, f := range run.Files {
			fmt.Println("  " + f.String())
		}
	}
	n, err := looker.Loader.Folder.Current()
	if err != nil {
		return err
	}
	fmt.Printf("published: warehouse %d in %s\n", n, looker.Loader.Folder.Dir)
	switch {
	case failed:
		return errors.New("not every source could be looked at; the lines above say why")
	case refused:
		return errRejected
	default:
		return nil
	}
}

// named picks sources by id; all of them when none is named.
func named(all []source.Source, ids []string) ([]source.Source, error) {
	if len(ids) == 0 {
		return all, nil
	}
	var picked []source.Source
	for _, id := range ids {
		i := slices.IndexFunc(all, func(s source.Source) bool { return s.ID == id })
		if i < 0 {
			var known []string
			for _, s := range all {
				known = append(known, s.ID)
			}
			return nil, fmt.Errorf("there is no source %q; there are %s", id, strings.Join(known, ", "))
		}
		picked = append(picked, all[i])
	}
	return picked, nil
}

// walk lists the files of a folder in the order of their names.
func walk(dir string) ([]load.Item, error) {
	var items []load.Item
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		items = append(items, load.Item{Path: path, Name: filepath.ToSlash(name)})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("walking %s: %w", dir, err)
	}
	return items, nil
}

// tell prints what became of each file and which warehouse serves now.
func tell(report load.Report) error {
	for _, f := range report.Files {
		fmt.Println(f)
	}
	if report.Published {
		fmt.Printf("published: warehouse %d\n", report.Warehouse)
	} else {
		fmt.Printf("nothing new: warehouse %d serves on\n", report.Warehouse)
	}
	if report.Rejected() {
		return errRejected
	}
	return nil
}

// showProgress draws a bar on a terminal and is silent otherwise; the returned function clears it.
func showProgress(l *load.Loader) (finish func()) {
	draw, finish := progressBar()
	if draw != nil {
		l.Progress = func(done, all int, what string) {
			draw(int64(done), int64(all), fmt.Sprintf("%d of %d  %.60s", done, all, what))
		}
	}
	return finish
}

// showBytes draws how much of a file was read, likewise.
func showBytes(all int64) (progress func(done int64), finish func()) {
	draw, finish := progressBar()
	if draw == nil {
		return nil, finish
	}
	return func(done int64) { draw(done, all, fmt.Sprintf("%d of %d MB", done>>20, all>>20)) }, finish
}

// progressBar draws on a terminal; draw is nil where there is none.
func progressBar() (draw func(done, all int64, words string), finish func()) {
	info, err := os.Stderr.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil, func() {}
	}
	const width = 30
	draw = func(done, all int64, words string) {
		filled := int64(width)
		if all > 0 {
			filled = width * done / all
		}
		fmt.Fprintf(os.Stderr, "\r\x1b[K[%-*s] %s", width, strings.Repeat("=", int(filled)), words)
	}
	return draw, func() { fmt.Fprint(os.Stderr, "\r\x1b[K") }
}

type rebuildCommand struct{}

// Run makes the warehouse again from the archive alone.
func (rebuildCommand) Run(ctx context.Context, c *Config) error {
	standBack(c.Data)
	l, err := c.loader(c.folder(), "")
	if err != nil {
		return err
	}
	finish := showProgress(l)
	report, err := l.Rebuild(ctx)
	finish()
	if err != nil {
		return err
	}
	return tell(report)
}
