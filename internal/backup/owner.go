package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"inclusion/internal/store"
)

// ownedLike gives what was restored, and the locks, to whoever owns the data folder, when the one who restores may do that: the server
// runs as a user of its own, and its folder is often restored by the machine's administrator.
func ownedLike(data, dir string) error {
	about, err := os.Stat(data)
	if err != nil || os.Geteuid() != 0 {
		return err
	}
	owner, ok := about.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	uid, gid := int(owner.Uid), int(owner.Gid)
	for _, lock := range []string{store.Folder{Dir: data}.Plans() + ".lock", filepath.Join(data, "loading.lock")} {
		if err := os.Lchown(lock, uid, gid); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, uid, gid)
	})
}
