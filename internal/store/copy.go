package store

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// Copy is a file to be made of a warehouse: the rows of a statement.
type Copy struct {
	File      string            // its name in the folder; the ending, .csv or .parquet, says what it is
	Statement string            // a select over the warehouse's tables
	Said      map[string]string // what a Parquet file says of itself, by key; CSV has no place for it
}

// Copies writes files of a version into a folder that is there. It works in an engine of its own, because readers' connections
// can write no file; this one can reach that folder and the warehouse, and nothing else.
func (w *Warehouse) Copies(ctx context.Context, v *Version, dir string, all []Copy) error {
	return w.engine.Copies(ctx, v.path, dir, all)
}

// copyMemory is what copying may take beside the readers' engine: tables are written as they are read, and sorting spills.
const copyMemory = "256MB"

// Copies writes files of the warehouse at path into a folder that is there, and reaches nothing else.
func (e Engine) Copies(ctx context.Context, path, dir string, all []Copy) (err error) {
	db, err := Engine{Memory: copyMemory, Threads: 1, TempDir: e.TempDir}.Scratch(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = closing(err, db)
			return
		}
		err = db.Close()
	}()
	db.SetMaxOpenConns(1) // so that what is set on the connection holds
	for _, s := range []string{
		"attach " + text(path) + " as published (read_only)", "use published", "set preserve_insertion_order = true",
		"set allowed_directories = [" + text(dir+string(filepath.Separator)) + "]", "set enable_external_access = false", "set lock_configuration = true",
	} {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("opening %s to copy it out: %w", path, err)
		}
	}
	for _, c := range all {
		if _, err := db.ExecContext(ctx, c.sql(dir)); err != nil {
			return fmt.Errorf("making %s: %w", c.File, err)
		}
	}
	return nil
}

// sql is the statement that writes the file.
func (c Copy) sql(dir string) string {
	how := "format csv, header"
	if filepath.Ext(c.File) == ".parquet" {
		how = "format parquet, compression zstd"
		var said []string
		for _, key := range slices.Sorted(maps.Keys(c.Said)) {
			said = append(said, key+": "+text(c.Said[key]))
		}
		if len(said) > 0 {
			how += ", kv_metadata {" + strings.Join(said, ", ") + "}"
		}
	}
	return fmt.Sprintf("copy (%s) to %s (%s)", c.Statement, text(filepath.Join(dir, c.File)), how)
}

// text writes words as SQL does.
func text(words string) string { return "'" + strings.ReplaceAll(words, "'", "''") + "'" }
