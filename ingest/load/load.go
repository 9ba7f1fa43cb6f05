// Package load is the way in: a file is recognised, staged, checked, archived and published, and what happened is recorded.
// A rejected file changes nothing, and readers see the last good warehouse until a new one is whole.
package load

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"inclusion/ingest/format"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// Loader loads editions into one data folder.
type Loader struct {
	Folder   store.Folder
	Register *area.Register
	Other    *area.Register // what a file may speak of that belongs into another folder; may be nil
	Sources  []source.Source
	Engine   store.Engine
	Limits   format.Limits
	Log      *slog.Logger
	Now      func() time.Time
	Progress func(done, all int, what string) // may be nil
	// Step is called by name between the steps that change the disk; tests stop a load there. It may be nil.
	Step func(name string) error

	ofOne bool // what is read is of one authority and not a whole edition
}

// Item is a file offered to the loader, with what is known of where it came from.
type Item struct {
	Path      string // where its bytes are
	Name      string // as people know it
	Title     string
	URL       string
	Page      string
	Published time.Time
}

// File is what became of one file.
type File struct {
	Name    string  `json:"name"`
	Outcome outcome `json:"outcome"`
	Reason  string  `json:"reason,omitempty"`
	Table   string  `json:"table,omitempty"`
}

// String is the line that the command prints.
func (f File) String() string {
	if f.Reason == "" {
		return fmt.Sprintf("%s: %s", f.Name, f.Outcome)
	}
	return fmt.Sprintf("%s: %s: %s", f.Name, f.Outcome, f.Reason)
}

// Report is what a load came to.
type Report struct {
	Files     []File
	Editions  []Edition // accepted now
	Warehouse int       // the version published, or the one that serves on
	Published bool
	Findings  []Finding
	Held      []string // the SHA-256 of every edition that the archive holds now
}

// Rejected says whether any file was refused.
func (r Report) Rejected() bool {
	for _, f := range r.Files {
		if f.Outcome == rejected {
			return true
		}
	}
	return false
}

// staged is an edition that has been read and checked, before it is kept.
type staged struct {
	item     Item
	path     string
	edition  Edition
	dir      string // its Parquet files, under a temporary name until it is kept
	manifest manifest
	refusal  string
}

// Load takes files in: each is recognised, staged and checked; those that pass are archived together and a new warehouse is
// published. Loading bytes that the archive holds already changes nothing, unless the warehouse is not made of the archive
// as it is now: after a crash between the two, or with new statements, it is made again.
func (l *Loader) Load(ctx context.Context, items []Item) (report Report, err error) {
	end, err := l.begin(ctx)
	if err != nil {
		return Report{}, err
	}
	defer end()
	defer func() {
		report.Held = l.held(ctx)
		err = l.advise(err)
	}()
	held, err := l.archive().editions()
	if err != nil {
		return Report{}, err
	}
	accepted, report, err := l.takeAll(ctx, items, held)
	if err != nil {
		return report, err
	}
	if len(accepted) == 0 {
		report.Warehouse, err = l.Folder.Current()
		if err == nil && l.upToDate(ctx, held, report.Warehouse) {
			return report, nil
		}
		if err != nil {
			l.Log.WarnContext(ctx, "which warehouse is current cannot be read; making one again", "error", err.Error())
		}
	}
	l.progress(len(items), len(items), "publishing")
	return l.publish(ctx, held, accepted, report)
}

// takeAll reads every item and lists the editions that passed.
func (l *Loader) takeAll(ctx context.Context, items []Item, held []Edition) (accepted []staged, report Report, err error) {
	known := map[string]bool{}
	for _, e := range held {
		known[e.SHA256] = true
	}
	for i, item := range items {
		l.progress(i, len(items), item.Name)
		started := time.Now()
		s, files, err := l.take(ctx, item, known)
		if err != nil {
			return nil, report, err
		}
		l.tellFiles(ctx, files, time.Since(started))
		report.Files = append(report.Files, files...)
		if s == nil {
			continue
		}
		report.Findings = append(report.Findings, s.manifest.Findings...)
		if s.refusal == "" && len(s.manifest.Tables) > 0 {
			known[s.edition.SHA256] = false
			accepted = append(accepted, *s)
			report.Editions = append(report.Editions, s.edition)
		}
	}
	return accepted, report, nil
}

// begin makes the folder ready and takes its lock; end gives it back and leaves nothing half done behind.
func (l *Loader) begin(ctx context.Context) (end func(), err error) {
	if err := l.Folder.Make(); err != nil {
		return nil, err
	}
	unlock, err := l.Folder.Lock()
	if err != nil {
		return nil, err
	}
	if err := l.Folder.Confirm(l.Register.ID); err != nil {
		unlock()
		return nil, err
	}
	if err := l.tidy(); err != nil {
		unlock()
		return nil, err
	}
	return func() {
		defer unlock()
		if err := l.tidy(); err != nil {
			l.Log.WarnContext(ctx, "removing what the load no longer needs; the next load tries again", "error", err.Error())
		}
	}, nil
}

// tidy removes what a load works with, and what one that died left behind; nothing refers to it. What a server keeps in the
// scratch folder is not ours.
func (l *Loader) tidy() error {
	for _, pattern := range []string{
		filepath.Join(l.Folder.Scratch(), "reading-*"), filepath.Join(l.Folder.Staged(), ".*-*"),
		filepath.Join(l.Folder.Dir, ".building-*"), filepath.Join(l.Folder.Archive(), ".incoming-*"),
		filepath.Join(l.Folder.Archive(), ".writing-*"), filepath.Join(l.Folder.Dir, ".writing-*"),
	} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return fmt.Errorf("tidying the data folder: %w", err)
		}
		for _, name := range names {
			if err := os.RemoveAll(name); err != nil {
				return fmt.Errorf("tidying the data folder: %w", err)
			}
		}
	}
	return nil
}

// advise says what to do about a load that the machine, not a file, stopped.
func (l *Loader) advise(err error) error {
	if !store.NoRoom(err) {
		return err
	}
	return fmt.Errorf("the disk that holds %s is full, or the space allowed there is used up: free some and load again; "+
		"nothing was changed and the last good data serve on: %w", l.Folder.Dir, err)
}

// held lists the SHA-256 of what the archive holds; none when its list cannot be read, which the next load will say.
func (l *Loader) held(ctx context.Context) []string {
	all, err := l.archive().editions()
	if err != nil {
		l.Log.ErrorContext(ctx, "listing the archive", "error", err.Error())
	}
	sums := make([]string, len(all))
	for i, e := range all {
		sums[i] = e.SHA256
	}
	return sums
}

func (l *Loader) archive() archive { return archive{l.Folder.Archive()} }

func (l *Loader) progress(done, all int, what string) {
	if l.Progress != nil {
		l.Progress(done, all, what)
	}
}

func (l *Loader) step(name string) error {
	if l.Step == nil {
		return nil
	}
	return l.Step(name)
}
