package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Folder is a data folder. It holds either the invented sample or real data, never both.
type Folder struct{ Dir string }

// Mark says what a data folder holds; it is written once, when the first edition comes in.
type Mark struct {
	Register string `json:"register"` // the area register its editions speak of: "england" or "sample"
}

// ErrMixed is returned when data of one kind is offered to a folder that holds the other.
var ErrMixed = errors.New("a data folder holds either the invented sample or real data")

// Paths of a data folder.
func (f Folder) Archive() string { return filepath.Join(f.Dir, "archive") }
func (f Folder) Staged() string  { return filepath.Join(f.Dir, "staged") }
func (f Folder) Runs() string    { return filepath.Join(f.Dir, "runs.jsonl") }
func (f Folder) Plans() string   { return filepath.Join(f.Dir, "plans.duckdb") }
func (f Folder) Scratch() string { return filepath.Join(f.Dir, "scratch") }
func (f Folder) Mark() string    { return filepath.Join(f.Dir, "folder.json") }

// Moving is the file that is there while a restore moves files into the folder: without it the folder is whole.
func (f Folder) Moving() string { return filepath.Join(f.Dir, "restoring.json") }

// NotHalfRestored refuses a folder into which a restore was cut short.
func NotHalfRestored(dir string) error {
	if _, err := os.Stat(Folder{Dir: dir}.Moving()); err == nil {
		return fmt.Errorf("a restore into %s was cut short while it moved files: \"inclusion restore --finish\" ends it, and nothing is lost", dir)
	}
	return nil
}

// Warehouse is the path of version n.
func (f Folder) Warehouse(n int) string {
	return filepath.Join(f.Dir, fmt.Sprintf("warehouse-%06d.duckdb", n))
}

// Downloads is the folder of the files that were made of version n for people to take away. It goes when the version goes.
func (f Folder) Downloads(n int) string {
	return filepath.Join(f.Dir, fmt.Sprintf("downloads-%06d", n))
}

// Make creates the folder's rooms if they are not there.
func (f Folder) Make() error {
	for _, dir := range []string{f.Dir, f.Archive(), f.Staged(), f.Scratch()} {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return fmt.Errorf("making the data folder: %w", err)
		}
	}
	return nil
}

// Register says which register the folder's data speaks of; empty when nothing has been loaded.
func (f Folder) Register() (string, error) {
	b, err := os.ReadFile(f.Mark())
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading what the data folder holds: %w", err)
	}
	var m Mark
	if err := json.Unmarshal(b, &m); err != nil {
		return "", fmt.Errorf("reading %s: %w", f.Mark(), err)
	}
	return m.Register, nil
}

// Confirm refuses a folder that is marked for another register.
func (f Folder) Confirm(register string) error {
	held, err := f.Register()
	if err != nil || held == "" || held == register {
		return err
	}
	return fmt.Errorf("%w: %s holds %q data, and this is %q data. Give the other kind a folder of its own, with --data or INCLUSION_DATA",
		ErrMixed, f.Dir, held, register)
}

// Claim marks an empty folder for a register, or confirms that it is already marked for it.
func (f Folder) Claim(register string) error {
	held, err := f.Register()
	if err != nil {
		return err
	}
	if held != "" {
		return f.Confirm(register)
	}
	b, err := json.Marshal(Mark{Register: register})
	if err != nil {
		return fmt.Errorf("marking the data folder: %w", err)
	}
	return WriteFile(f.Mark(), append(b, '\n'))
}

// Current is the number of the warehouse being served; 0 when there is none.
func (f Folder) Current() (int, error) {
	b, err := os.ReadFile(filepath.Join(f.Dir, "current"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading which warehouse is current: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err == nil && n < 1 {
		err = fmt.Errorf("%d is no number of a warehouse", n)
	}
	if err != nil {
		return 0, fmt.Errorf("the file %s should hold the number of the current warehouse: %w. \"inclusion rebuild\" makes a new one and writes its number",
			filepath.Join(f.Dir, "current"), err)
	}
	return n, nil
}

// Next is the number of the next warehouse: after the current one and after all that are there, so that it is known also where the
// file that names the current one is damaged.
func (f Folder) Next() (int, error) {
	all, err := f.Versions()
	if err != nil {
		return 0, err
	}
	if n, err := f.Current(); err == nil {
		all = append(all, n)
	}
	return slices.Max(append(all, 0)) + 1, nil
}

// Promote makes a finished warehouse file version n and the current one, and removes versions older than the one before.
func (f Folder) Promote(finished string, n int) error {
	if err := syncPath(finished); err != nil {
		return fmt.Errorf("publishing warehouse %d: %w", n, err)
	}
	if err := os.Rename(finished, f.Warehouse(n)); err != nil {
		return fmt.Errorf("publishing warehouse %d: %w", n, err)
	}
	if err := syncPath(f.Dir); err != nil { // before anything points at it
		return fmt.Errorf("publishing warehouse %d: %w", n, err)
	}
	if err := WriteFile(filepath.Join(f.Dir, "current"), []byte(strconv.Itoa(n)+"\n")); err != nil {
		return fmt.Errorf("publishing warehouse %d: %w", n, err)
	}
	versions, err := f.Versions()
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v < n-1 {
			if err := os.Remove(f.Warehouse(v)); err != nil {
				return fmt.Errorf("removing the old warehouse %d: %w", v, err)
			}
		}
	}
	return f.removeDownloads(n - 1)
}

// removeDownloads removes what was made of versions older than oldest.
func (f Folder) removeDownloads(oldest int) error {
	dirs, err := filepath.Glob(filepath.Join(f.Dir, "downloads-*"))
	if err != nil {
		return fmt.Errorf("listing the files made of old warehouses: %w", err)
	}
	for _, dir := range dirs {
		var n int
		if _, err := fmt.Sscanf(filepath.Base(dir), "downloads-%d", &n); err != nil || n >= oldest {
			continue
		}
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("removing the files made of the old warehouse %d: %w", n, err)
		}
	}
	return nil
}

// Versions lists the warehouses in the folder, oldest first.
func (f Folder) Versions() ([]int, error) {
	names, err := filepath.Glob(filepath.Join(f.Dir, "warehouse-*.duckdb"))
	if err != nil {
		return nil, fmt.Errorf("listing warehouses: %w", err)
	}
	var all []int
	for _, name := range names {
		var n int
		if _, err := fmt.Sscanf(filepath.Base(name), "warehouse-%d.duckdb", &n); err == nil {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return all, nil
}

// ErrBusy is returned when another process is loading into the folder.
var ErrBusy = errors.New("another process is loading data into this folder; wait for it to end")

// Lock takes the folder's loading lock; it is given back by the returned function, and by the end of the process.
func (f Folder) Lock() (unlock func(), err error) {
	file, err := os.OpenFile(filepath.Join(f.Dir, "loading.lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("taking the loading lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, ErrBusy
	}
	return func() { file.Close() }, nil
}

// WriteFile replaces a file so that a reader, or a crash, sees the old text or the new, never a part.
func WriteFile(path string, text []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer os.Remove(temp.Name())
	if _, err = temp.Write(text); err == nil {
		err = temp.Chmod(0o640) // a temporary file is its owner's alone, but the folder is read by its group
	}
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err == nil {
		err = syncPath(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// syncPath makes a file's bytes, or a folder's names, survive a power cut.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
