package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func made(t *testing.T) Folder {
	t.Helper()
	f := Folder{Dir: filepath.Join(t.TempDir(), "data")}
	if err := f.Make(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFolderHoldsOneKindOfData(t *testing.T) {
	f := made(t)
	if err := f.Confirm("england"); err != nil {
		t.Errorf("an empty folder takes any kind: %v", err)
	}
	if held, err := f.Register(); held != "" || err != nil {
		t.Errorf("asking marked the folder %q (%v)", held, err)
	}
	for range 2 {
		if err := f.Claim("sample"); err != nil {
			t.Fatal(err)
		}
	}
	for _, refused := range []error{f.Claim("england"), f.Confirm("england")} {
		if !errors.Is(refused, ErrMixed) || !strings.Contains(refused.Error(), "--data") {
			t.Errorf("want ErrMixed with advice, got %v", refused)
		}
	}
	if held, err := f.Register(); held != "sample" || err != nil {
		t.Errorf("the folder is marked %q (%v)", held, err)
	}
}

func TestTwoVersionsAreKept(t *testing.T) {
	f := made(t)
	for n := 1; n <= 4; n++ {
		finished := filepath.Join(f.Dir, "finished")
		if err := os.WriteFile(finished, []byte{byte(n)}, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := f.Promote(finished, n); err != nil {
			t.Fatal(err)
		}
		if current, err := f.Current(); current != n || err != nil {
			t.Errorf("current is %d (%v), want %d", current, err, n)
		}
	}
	if all, err := f.Versions(); err != nil || !slices.Equal(all, []int{3, 4}) {
		t.Errorf("versions %v (%v), want 3 and 4", all, err)
	}
}

func TestADamagedFolderSaysWhatIsWrong(t *testing.T) {
	f := made(t)
	for name, read := range map[string]func() error{
		"current":     func() error { _, err := f.Current(); return err },
		"folder.json": func() error { _, err := f.Register(); return err },
	} {
		if err := read(); err != nil {
			t.Errorf("a folder without %s is new: %v", name, err)
		}
		path := filepath.Join(f.Dir, name)
		for _, text := range []string{"?", "", "0\n", "-1\n", "\x00\x00"} {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := read(); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("%s with %q: %v", name, text, err)
			}
		}
	}
}

func TestTheNextWarehouseIsNewAlsoWhereTheCurrentOneIsNotKnown(t *testing.T) {
	f := made(t)
	next := func(want int) {
		t.Helper()
		if n, err := f.Next(); err != nil || n != want {
			t.Errorf("the next warehouse is %d (%v), want %d", n, err, want)
		}
	}
	next(1)
	for _, n := range []int{3, 4} {
		if err := os.WriteFile(f.Warehouse(n), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	next(5)
	for text, want := range map[string]int{"": 5, "?": 5, "3\n": 5, "7\n": 8} {
		if err := os.WriteFile(filepath.Join(f.Dir, "current"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		next(want)
	}
}

func TestOneLoaderAtATime(t *testing.T) {
	f := made(t)
	unlock, err := f.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Lock(); !errors.Is(err, ErrBusy) {
		t.Errorf("want ErrBusy, got %v", err)
	}
	unlock()
	again, err := f.Lock()
	if err != nil {
		t.Fatalf("the lock was not given back: %v", err)
	}
	again()
}

func TestFilesAreReplacedWhole(t *testing.T) {
	f := made(t)
	path := filepath.Join(f.Dir, "text")
	for _, text := range []string{"first", "second"} {
		if err := WriteFile(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != text {
			t.Errorf("read %q (%v), want %q", got, err, text)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v (%v), want that the group may read", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(f.Dir, ".writing-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := WriteFile(filepath.Join(f.Dir, "nowhere", "text"), nil); err == nil {
		t.Error("writing into a folder that is not there succeeded")
	}
}
