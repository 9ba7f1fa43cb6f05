package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"inclusion/internal/store"
)

// moving is what stands in the data folder while a restore moves files: where what was there goes, and whether all of it has gone. By
// it a restore that was cut short goes on from any point.
type moving struct {
	Aside string `json:"aside,omitempty"` // empty when the folder held nothing
	Gone  bool   `json:"gone"`            // what was there has been moved aside, and the rest is moving in
}

func (m moving) save(data string) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return store.WriteFile(store.Folder{Dir: data}.Moving(), append(b, '\n'))
}

// move puts what was prepared in the place of what is there.
func (r Restore) move(done *Restored, full bool) error {
	m := moving{Gone: !full}
	if full {
		here := Shelf{r.Data}
		name := "replaced-" + r.Now().UTC().Format(stamped)
		for n := 2; here.has(name); n++ {
			name = fmt.Sprintf("replaced-%s-%d", r.Now().UTC().Format(stamped), n)
		}
		m.Aside, done.Aside = name, filepath.Join(r.Data, name)
	}
	if err := m.save(r.Data); err != nil {
		return r.undo(err)
	}
	return finish(r.Data, m)
}

// Finish ends a restore that was cut short while it moved files. It is nothing to do where there was none.
func Finish(data string) (was bool, err error) {
	path := store.Folder{Dir: data}.Moving()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	unlock, err := alone(data)
	if err != nil {
		return true, err
	}
	defer unlock()
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) { // another process has just ended it
		return false, nil
	}
	var m moving
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		return true, fmt.Errorf("reading how far the restore came: %w", err)
	}
	return true, finish(data, m)
}

// finish moves what is left to move. Each step may have been done already, as far as any.
func finish(data string, m moving) error {
	steps := []func() error{
		func() error { return m.out(data) },
		func() error { return m.in(data) },
		func() error { return os.RemoveAll(incoming(data)) },
		func() error { return os.Remove(store.Folder{Dir: data}.Moving()) },
		func() error { return syncPath(data) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("the restore was cut short while it moved files: \"inclusion restore --finish\" goes on from there, and nothing is lost: %w", err)
		}
	}
	return nil
}

// out moves what was there aside.
func (m *moving) out(data string) error {
	if m.Gone {
		return nil
	}
	aside := filepath.Join(data, m.Aside)
	if err := os.MkdirAll(aside, 0o750); err != nil {
		return err
	}
	held, err := holds(data)
	if err != nil {
		return err
	}
	for _, name := range held {
		if err := os.Rename(filepath.Join(data, name), filepath.Join(aside, name)); err != nil {
			return err
		}
	}
	if err := errors.Join(syncPath(aside), syncPath(data)); err != nil {
		return err
	}
	m.Gone = true
	return m.save(data)
}

// in moves what was prepared into place.
func (m *moving) in(data string) error {
	all, err := os.ReadDir(incoming(data))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range all {
		if err := os.Rename(filepath.Join(incoming(data), e.Name()), filepath.Join(data, e.Name())); err != nil {
			return err
		}
	}
	return syncPath(data)
}
