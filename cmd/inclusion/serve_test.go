package main

import (
	"os"
	"testing"

	"inclusion/internal/store"
)

// TestAServerMakesAnewWhatItCannotUse starts on a folder whose warehouse this program did not make as it would: here one that
// cannot even be read. It is made again from the archive, which lost nothing.
func TestAServerMakesAnewWhatItCannotUse(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sampleFolder(t))); err != nil {
		t.Fatal(err)
	}
	c := &Config{Data: dir, Memory: "900MB"}
	was, err := c.folder().Current()
	if err != nil {
		t.Fatal(err)
	}
	if err := bringUpToDate(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if n, err := c.folder().Current(); err != nil || n != was {
		t.Fatalf("a warehouse that is up to date was made again: %d after %d (%v)", n, was, err)
	}
	if err := os.WriteFile(c.folder().Warehouse(was), []byte("not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bringUpToDate(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if n, err := c.folder().Current(); err != nil || n != was+1 {
		t.Fatalf("warehouse %d serves after %d (%v), want the next", n, was, err)
	}
	w, err := store.OpenWarehouse(t.Context(), c.folder, c.engine(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, release, err := w.Use(); err != nil {
		t.Error(err)
	} else {
		release()
	}
}
