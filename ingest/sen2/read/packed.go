package read

import (
	"context"
	"errors"
	"io"

	"inclusion/ingest/sen2"
)

// packed reads a ZIP of the census system's export, the Excel template or the workbook of tables: whatever begins as a ZIP does.
func packed(ctx context.Context, file io.ReaderAt, size int64, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error, notes *Notes) error {
	return errors.New("not yet")
}

// Folder reads the nine files of the census system's export from a folder.
func Folder(ctx context.Context, dir string, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error) (Notes, error) {
	return Notes{}, errors.New("not yet")
}
