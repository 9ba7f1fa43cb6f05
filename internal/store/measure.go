package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Held is what an open database takes of the machine, in bytes, as the engine counts it.
type Held struct {
	Memory  int64
	Spilled int64 // in temporary files
}

// Held is what the version takes.
func (v *Version) Held(ctx context.Context) (Held, error) { return held(ctx, v.DB) }

// Held is what the plans take. It waits while somebody writes, for as long as the context lasts.
func (p *Plans) Held(ctx context.Context) (Held, error) { return held(ctx, p.db) }

func held(ctx context.Context, db *sql.DB) (h Held, err error) {
	err = db.QueryRowContext(ctx, "select coalesce(sum(memory_usage_bytes), 0)::bigint, coalesce(sum(temporary_storage_bytes), 0)::bigint from duckdb_memory()").
		Scan(&h.Memory, &h.Spilled)
	if err != nil {
		return h, fmt.Errorf("asking the engine what it holds: %w", err)
	}
	return h, nil
}

// LiveSessions tells of the data of every session that has not expired. It waits while somebody writes.
func (p *Plans) LiveSessions(ctx context.Context, tell func(data []byte)) error {
	rows, err := p.db.QueryContext(ctx, "select data from session where expires > ?", p.now().UTC())
	if err != nil {
		return fmt.Errorf("counting sessions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var data []byte
		if err := rows.Scan(&data); err != nil {
			return fmt.Errorf("counting sessions: %w", err)
		}
		tell(data)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("counting sessions: %w", err)
	}
	return nil
}

// parts are the folder's rooms by the beginnings of their names; what fits none is "other".
var parts = []struct{ begins, name string }{
	{"archive", "archive"}, {"staged", "staged"}, {"warehouse-", "warehouses"}, {"plans", "plans"}, {"backups", "backups"}, {"downloads-", "downloads"},
	{"taking", "taking"}, {"scratch", "scratch"}, {"live", "live"},
}

// Sizes is how many bytes each part of the folder takes. What goes away while it is counted is not counted.
func (f Folder) Sizes() (map[string]int64, error) {
	sizes := map[string]int64{"other": 0}
	for _, p := range parts {
		sizes[p.name] = 0
	}
	err := filepath.WalkDir(f.Dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		sizes[f.partOf(path)] += info.Size()
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("measuring the data folder: %w", err)
	}
	return sizes, nil
}

func (f Folder) partOf(path string) string {
	within := strings.TrimPrefix(strings.TrimPrefix(path, f.Dir), string(os.PathSeparator))
	for _, p := range parts {
		if strings.HasPrefix(within, p.begins) {
			return p.name
		}
	}
	return "other"
}

// Disk is the size of the disk that the folder is on, and what of it this program may still use, in bytes.
func (f Folder) Disk() (size, free int64, err error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(f.Dir, &disk); err != nil {
		return 0, 0, fmt.Errorf("measuring the disk of the data folder: %w", err)
	}
	block := int64(disk.Bsize)
	return int64(disk.Blocks) * block, int64(disk.Bavail) * block, nil
}
