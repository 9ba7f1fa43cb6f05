package backup

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"

	"inclusion/internal/store"
)

// Check reads a backup from end to end: every byte of it, and of the editions that it names, and the chain of what partnerships wrote.
// Its error names all that is wrong.
func (s Shelf) Check(ctx context.Context, name string) (Manifest, error) {
	return s.check(ctx, s.path(name))
}

func (s Shelf) check(ctx context.Context, dir string) (m Manifest, err error) {
	m, err = readManifest(dir)
	if err != nil {
		return m, err
	}
	var wrong error
	add := func(what string, err error) {
		if err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("damaged: %s: %w", what, err))
		}
	}
	for _, f := range m.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		add(path, f.wrong(ctx, path))
	}
	for _, e := range m.Editions {
		add(s.edition(e.SHA256), e.wrong(ctx, s.edition(e.SHA256)))
	}
	if ctx.Err() != nil {
		return m, ctx.Err()
	}
	if wrong == nil && m.Plans != nil { // the engine is shown no file whose bytes are not those that were written
		add(filepath.Join(dir, "plans.duckdb"), m.plans(ctx, dir))
	}
	if wrong == nil {
		wrong = m.complete(dir)
	}
	return m, wrong
}

// plans follows the chain of the plans, whose bytes are known to be those that were written.
func (m Manifest) plans(ctx context.Context, dir string) error {
	found, err := store.CheckPlans(ctx, store.Folder{Dir: dir}.Plans())
	if err == nil && !reflect.DeepEqual(found, *m.Plans) {
		err = fmt.Errorf("the ledger has %d entries and the manifest speaks of %d, or its last entry is another", found.Entries, m.Plans.Entries)
	}
	return err
}

// complete says whether every edition that the lists name is in the manifest.
func (m Manifest) complete(dir string) error {
	known := map[string]bool{}
	for _, e := range m.Editions {
		known[e.SHA256] = true
	}
	for _, l := range m.Lacking {
		known[l.SHA256] = true
	}
	for _, room := range rooms {
		all, err := editionsOf(dir, room)
		if err != nil {
			return err
		}
		for _, e := range all {
			if !known[e.SHA256] {
				return fmt.Errorf("the backup %s is incomplete: its manifest does not name the edition %s, %s", dir, e.SHA256[:12], e.Name)
			}
		}
	}
	return nil
}

// Fits refuses a backup that this program cannot go on from.
func (m Manifest) Fits() error {
	if m.Plans == nil {
		return nil
	}
	if err := store.Known(m.Plans.Migrations); err != nil {
		return fmt.Errorf("the backup was written by %s: %w", m.Program, err)
	}
	return nil
}
