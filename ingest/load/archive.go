package load

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"time"

	"inclusion/internal/store"
)

// Edition is one published file or ZIP as the archive keeps it: its bytes under their SHA-256, and where they came from.
type Edition struct {
	ID        string    `json:"id"` // the first twelve characters of the SHA-256
	SHA256    string    `json:"sha256"`
	Name      string    `json:"name"` // the file's name where it was found
	Bytes     int64     `json:"bytes"`
	Source    string    `json:"source"`
	Title     string    `json:"title,omitempty"` // what the publisher calls it
	URL       string    `json:"url,omitempty"`
	Page      string    `json:"page,omitempty"`
	Published time.Time `json:"published,omitzero"` // as the publisher says; zero when only the file itself is known
	Fetched   time.Time `json:"fetched"`
}

// archive keeps editions' bytes for ever.
type archive struct{ dir string }

func (a archive) index() string               { return filepath.Join(a.dir, "editions.json") }
func (a archive) path(sha256 string) string   { return filepath.Join(a.dir, sha256) }
func (a archive) has(sha256 string) (ok bool) { _, err := os.Stat(a.path(sha256)); return err == nil }

// editions lists what the archive holds, in the order it came in.
func (a archive) editions() ([]Edition, error) {
	b, err := os.ReadFile(a.index())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the archive's list of editions: %w", err)
	}
	var all []Edition
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("reading %s: %w. Restore it from a backup: it says what the archive's files are", a.index(), err)
	}
	return all, nil
}

// keep stores the bytes of accepted editions and then, in one step, adds them to the list. A crash in between leaves bytes
// that nothing names, and the next load of the same file picks them up.
func (a archive) keep(accepted []staged) error {
	all, err := a.editions()
	if err != nil {
		return err
	}
	for _, s := range accepted {
		if !a.has(s.edition.SHA256) {
			if err := a.copy(s.path, s.edition.SHA256); err != nil {
				return fmt.Errorf("keeping %s in the archive: %w", s.edition.Name, err)
			}
		}
		all = append(all, s.edition)
	}
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the archive's list of editions: %w", err)
	}
	if err := syncFolder(a.dir); err != nil { // before the list says that they are here
		return fmt.Errorf("keeping editions in the archive: %w", err)
	}
	return store.WriteFile(a.index(), append(b, '\n'))
}

// syncFolder makes the names in a folder survive a power cut.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// restore replaces the archive's copy of an edition by the same bytes from elsewhere, when the copy is gone or damaged.
func (a archive) restore(from, sum string) (mended bool, err error) {
	if now, _, err := hashFile(a.path(sum)); err == nil && now == sum {
		return false, nil
	}
	if err := a.copy(from, sum); err != nil {
		return false, fmt.Errorf("restoring %s in the archive: %w", from, err)
	}
	return true, nil
}

func (a archive) copy(from, sum string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	temp, err := os.CreateTemp(a.dir, ".incoming-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(temp, h), in)
	err = errors.Join(err, temp.Chmod(0o640))
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != sum {
		return fmt.Errorf("the file changed while it was read (SHA-256 %s, then %s)", sum[:12], got[:12])
	}
	return os.Rename(temp.Name(), a.path(sum))
}

// hashFile is the SHA-256 and the size of a file.
func hashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, fmt.Errorf("reading %s: %w", path, err)
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	if err != nil {
		return "", 0, fmt.Errorf("reading %s: %w", path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// Damage is an archived edition whose bytes are gone or are not what they were.
type Damage struct {
	Edition Edition
	Problem string
}

// verify re-reads every archived byte.
func (a archive) verify() ([]Damage, error) {
	all, err := a.editions()
	if err != nil {
		return nil, err
	}
	var damaged []Damage
	for _, e := range all {
		sum, _, err := hashFile(a.path(e.SHA256))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			damaged = append(damaged, Damage{e, "its bytes are not in the archive"})
		case err != nil:
			damaged = append(damaged, Damage{e, err.Error()})
		case sum != e.SHA256:
			damaged = append(damaged, Damage{e, "its bytes have changed: they now have SHA-256 " + sum})
		}
	}
	sort.Slice(damaged, func(i, j int) bool { return damaged[i].Edition.ID < damaged[j].Edition.ID })
	return damaged, nil
}
