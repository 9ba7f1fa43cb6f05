package returns

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"inclusion/ingest/sen2"
)

// exportName is a file of the census system's export.
func (r *Return) exportName(g sen2.Group) string {
	made := r.edition.ReferenceDate + 13
	if r.asAt != 0 {
		made = r.asAt
	}
	return fmt.Sprintf("Blade-Export_%s_%s.csv", made.Time().Format("02-01-2006"), g.About().File)
}

// csvFile is a file of the export that is being written.
type csvFile struct {
	file   *os.File
	to     *bufio.Writer
	fields []sen2.Field
}

// WriteExportTo writes the nine CSV files of the census system's export into a folder, which must be there.
func (r *Return) WriteExportTo(dir string) (err error) {
	files := map[sen2.Group]*csvFile{}
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.to.Flush(), f.file.Close())
		}
	}()
	for _, g := range append([]sen2.Group{sen2.Details}, tableGroups...) {
		f, err := os.Create(filepath.Join(dir, r.exportName(g)))
		if err != nil {
			return fmt.Errorf("writing the export: %w", err)
		}
		files[g] = &csvFile{f, bufio.NewWriterSize(f, 128<<10), columns(g, r.edition)}
	}
	r.exportHeader(files[sen2.Details].to)
	for _, g := range tableGroups {
		names := keyNames(g)
		for _, f := range files[g].fields {
			names = append(names, strings.ToLower(f.About().Name))
		}
		fmt.Fprintf(files[g].to, "%s\r\n", strings.Join(names, ","))
	}
	var n ids
	var row, text []byte
	for rec := range r.People() {
		rec.each(func(g sen2.Group, at place) {
			own, parent := n.begin(g)
			row = fmt.Appendf(row[:0], "%d,%d,%d,%d,%d", own, own, own, r.reg.area, parent)
			for _, f := range files[g].fields {
				text = rec.text(text[:0], at, f, r.edition.Year)
				row = exported(append(row, ','), f, text)
			}
			files[g].to.Write(append(row, '\r', '\n')) // Flush gives the error
		}, func(sen2.Group) {})
	}
	return nil
}

// exportHeader writes the table of the header, which has one row.
func (r *Return) exportHeader(to *bufio.Writer) {
	names, fields := r.headerColumns()
	fmt.Fprintf(to, "sen2tableid,NativeId,sen2orderseqcolumn,sourceid,%s\r\n", strings.Join(names, ","))
	row := []byte("1,1,1,1")
	for _, f := range fields {
		row = exported(append(row, ','), f.field, []byte(f.text))
	}
	to.Write(append(row, '\r', '\n')) // Flush gives the error
}

// WriteExport writes the same files into a ZIP. They are put together in a folder of their own first, because they grow side by side.
func (r *Return) WriteExport(to io.Writer) error {
	dir, err := os.MkdirTemp("", "inclusion-sample-*")
	if err != nil {
		return fmt.Errorf("writing the export: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := r.WriteExportTo(dir); err != nil {
		return err
	}
	z := zip.NewWriter(to)
	for _, g := range append([]sen2.Group{sen2.Details}, tableGroups...) {
		if err := packFile(z, filepath.Join(dir, r.exportName(g))); err != nil {
			return fmt.Errorf("packing the export: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("packing the export: %w", err)
	}
	return nil
}

func packFile(z *zip.Writer, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := z.Create(filepath.Base(path))
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return err
}

// withoutTable is an export that lacks one of its tables.
func withoutTable(export []byte, table string) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(export), int64(len(export)))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if strings.HasSuffix(f.Name, "_"+table+".csv") {
			continue
		}
		if err := out.Copy(f); err != nil {
			return nil, err
		}
	}
	err = out.Close()
	return b.Bytes(), err
}
