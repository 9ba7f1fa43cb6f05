package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// asSomebodyElse runs do as a user who owns nothing, when this one is root and may do anything.
func asSomebodyElse(t *testing.T, do func()) {
	t.Helper()
	if os.Getuid() != 0 {
		do()
		return
	}
	const nobody = 65534
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, _, errno := syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0); errno != 0 {
		t.Fatal(errno)
	}
	defer func() { _, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, 0, 0, 0) }()
	do()
}

func TestAReadOnlyFileIsNamed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plans.duckdb")
	if err := opened(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		dir, file os.FileMode
	}{
		{"the file", 0o777, 0o444}, {"the file and its folder", 0o555, 0o444},
	} {
		for name, mode := range map[string]os.FileMode{filepath.Dir(dir): 0o755, path: c.file, path + ".lock": c.file | 0o222&c.dir, dir: c.dir} {
			if err := os.Chmod(name, mode); err != nil {
				t.Fatal(err)
			}
		}
		var err error
		asSomebodyElse(t, func() { _, err = OpenPlans(t.Context(), path) })
		if !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s read-only: %v; want an error that names %s", c.name, err, path)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
}
