// Package look is one look at a source: ask its publisher what is there, take what is new, load it, and record what
// happened, whether anything did or not.
package look

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/store"
)

// Publishers is where editions are looked for and taken from.
type Publishers interface {
	Look(ctx context.Context, p fetch.Place) ([]fetch.Found, error)
	Take(ctx context.Context, f fetch.Found, dir string, known fetch.Known) (fetch.Taken, error)
}

// Looker looks at sources and loads what it finds into one data folder.
type Looker struct {
	Loader     *load.Loader
	Publishers Publishers
	Published  func(version int) // called after a warehouse was published; may be nil

	loading sync.Mutex // one load at a time, whatever number of sources are being looked at
}

// taken is what is remembered of an edition that was taken once, by the publisher's key for it.
type taken struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	SHA256       string    `json:"sha256"`
	Refused      string    `json:"refused,omitempty"` // by which rules, when it was refused: other rules may take it
	At           time.Time `json:"at"`
}

// Source looks at one source now. What the publisher answered, what was taken and what became of it is recorded in any
// case; the error says that the look as a whole failed.
func (l *Looker) Source(ctx context.Context, s source.Source) error {
	run := load.Run{Job: s.ID, Started: l.Loader.Now()}
	err := l.look(ctx, s, &run)
	run.Ended = l.Loader.Now()
	if err != nil {
		run.Error = err.Error()
	}
	return errors.Join(err, load.Record(l.Loader.Folder, run))
}

func (l *Looker) look(ctx context.Context, s source.Source, run *load.Run) error {
	folder := l.Loader.Folder
	if err := folder.Make(); err != nil {
		return err
	}
	// Taken files stand outside the loader's scratch, which each load empties.
	dir, err := os.MkdirTemp(folder.Dir, ".taking-*")
	if err != nil {
		return fmt.Errorf("making room for what is taken: %w", err)
	}
	defer os.RemoveAll(dir)
	known, err := remembered(folder)
	if err != nil {
		return err
	}
	rules, err := l.Loader.Rules()
	if err != nil {
		return err
	}
	var faults []error
	var items []load.Item
	keys := map[string]taken{}
	for _, place := range s.Places {
		found, err := l.Publishers.Look(ctx, place)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		for _, f := range found {
			run.Found = append(run.Found, describe(f))
			before := known[f.Key]
			t, err := l.Publishers.Take(ctx, f, dir, fetch.Known{ETag: before.ETag, LastModified: before.LastModified, SHA256: before.SHA256})
			if err != nil {
				faults = append(faults, err)
				continue
			}
			if t.NotModified || t.SHA256 == before.SHA256 && (before.Refused == "" || before.Refused == rules) {
				continue
			}
			keys[f.Key] = taken{ETag: t.ETag, LastModified: t.LastModified, SHA256: t.SHA256, At: t.Fetched}
			items = append(items, load.Item{Path: t.Path, Name: filename(t), Title: strings.TrimSpace(t.Title), URL: t.URL, Page: t.PageURL, Published: t.Published})
		}
	}
	if len(items) > 0 {
		if err := l.load(ctx, items, keys, rules, run); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// load takes the items in and remembers them, so that the next look asks only for what has changed.
func (l *Looker) load(ctx context.Context, items []load.Item, keys map[string]taken, rules string, run *load.Run) error {
	l.loading.Lock()
	defer l.loading.Unlock()
	report, err := l.Loader.Load(ctx, items)
	run.Files, run.Warehouse, run.Published = report.Files, report.Warehouse, report.Published
	if err != nil {
		return err
	}
	if report.Published && l.Published != nil {
		l.Published(report.Warehouse)
	}
	accepted := map[string]bool{}
	for _, sum := range report.Held {
		accepted[sum] = true
	}
	for key, t := range keys {
		if !accepted[t.SHA256] {
			t.Refused = rules
		}
		keys[key] = t
	}
	return remember(l.Loader.Folder, keys)
}

func filename(t fetch.Taken) string {
	if t.Filename != "" {
		return t.Filename
	}
	return filepath.Base(t.Path)
}

func describe(f fetch.Found) string {
	text := f.Title
	if f.Release != "" && !strings.Contains(text, f.Release) {
		text += ", " + f.Release
	}
	if !f.Published.IsZero() {
		text += ", published " + f.Published.Format("2 January 2006")
	}
	return text
}

func path(folder store.Folder) string { return filepath.Join(folder.Dir, "taken.json") }

// remembered reads what was taken before. It can be lost without harm: files are then taken once more and found unchanged.
func remembered(folder store.Folder) (map[string]taken, error) {
	b, err := os.ReadFile(path(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]taken{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was taken before: %w", err)
	}
	known := map[string]taken{}
	if err := json.Unmarshal(b, &known); err != nil {
		return nil, fmt.Errorf("reading %s: %w. It can be deleted: files are then taken once more", path(folder), err)
	}
	return known, nil
}

func remember(folder store.Folder, keys map[string]taken) error {
	known, err := remembered(folder)
	if err != nil {
		return err
	}
	for key, t := range keys {
		known[key] = t
	}
	b, err := json.MarshalIndent(known, "", " ")
	if err != nil {
		return fmt.Errorf("remembering what was taken: %w", err)
	}
	return store.WriteFile(path(folder), append(b, '\n'))
}
