package invent

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/flate"
)

// stamped is the time written on every file inside a container.
var stamped = time.Date(2026, 6, 25, 9, 30, 0, 0, time.UTC)

// effort is how hard what is put into a ZIP is compressed. Tests that only ask what is inside spare themselves most of it.
var effort = flate.BestCompression

// pack makes a ZIP of the files in their order. The compressor is a pinned module, so
// that a new Go release does not change the committed bytes.
func pack(files ...File) ([]byte, error) { return packed(false, files...) }

// packed can leave the first file uncompressed, as OpenDocument asks of its mimetype.
func packed(firstStored bool, files ...File) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, effort)
	})
	for i, f := range files {
		header := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: stamped}
		if firstStored && i == 0 {
			header.Method = zip.Store
		}
		entry, err := z.CreateHeader(header)
		if err != nil {
			return nil, fmt.Errorf("adding %s to a ZIP: %w", f.Name, err)
		}
		if _, err := entry.Write(f.Data); err != nil {
			return nil, fmt.Errorf("compressing %s: %w", f.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("closing a ZIP: %w", err)
	}
	return b.Bytes(), nil
}

// zipped is a publisher's ZIP as one file of the sample.
func zipped(name string, files ...File) ([]File, error) {
	data, err := pack(files...)
	if err != nil {
		return nil, fmt.Errorf("making %s: %w", name, err)
	}
	return []File{{name, data}}, nil
}
