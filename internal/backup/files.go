package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// stopping is a reader that ends with its context, so that a backup of much ends when it is told to.
type stopping struct {
	ctx  context.Context
	from io.Reader
}

func (s stopping) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.from.Read(b)
}

// copyFile copies a file to where there is none, makes it outlive a power cut, and says what was copied. Nothing is left of a copy that
// failed.
func copyFile(ctx context.Context, from, to string, mode fs.FileMode) (f File, err error) {
	in, err := os.Open(from)
	if err != nil {
		return f, err
	}
	defer in.Close()
	if about, err := in.Stat(); err != nil || !about.Mode().IsRegular() {
		return f, errors.Join(err, fmt.Errorf("%s is not a file", from))
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return f, err
	}
	h := sha256.New()
	f.Bytes, err = io.Copy(io.MultiWriter(out, h), stopping{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return f, errors.Join(fmt.Errorf("copying %s to %s: %w", from, to, err), os.Remove(to))
	}
	f.SHA256 = hex.EncodeToString(h.Sum(nil))
	return f, nil
}

// writeNew writes a file that is not there yet, for its owner alone, and makes it outlive a power cut.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// hash is the SHA-256 and size of a file.
func hash(ctx context.Context, path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, stopping{ctx, f})
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// wrong says what is the matter with a file that should be as the manifest says; nil when nothing is.
func (f File) wrong(ctx context.Context, path string) error {
	sum, size, err := hash(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it is not there")
	case err != nil:
		return err
	case size != f.Bytes:
		return fmt.Errorf("it has %d bytes and had %d", size, f.Bytes)
	case sum != f.SHA256:
		return errors.New("its bytes have changed")
	}
	return nil
}

// syncTree makes the names in a folder, and in those inside it, outlive a power cut. Files are synced as they are written.
func syncTree(dir string, files bool) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() && !files {
			return err
		}
		return syncPath(path)
	})
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
