package format

import (
	"archive/zip"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// ReadXLSX reads every sheet of an Excel workbook, hidden ones too. A cell is its stored value, not what its format
// shows; a formula is the value that was last worked out for it, and an error is its text (#REF!, #N/A).
func ReadXLSX(path string, lim Limits) ([]Sheet, error) {
	lim = lim.orDefault()
	name := filepath.Base(path)
	packed, err := checkWorkbook(path, lim)
	if err != nil {
		return nil, err
	}
	book, err := excelize.OpenFile(path, excelize.Options{
		RawCellValue:      true,
		UnzipSizeLimit:    lim.MaxBytes,
		UnzipXMLSizeLimit: min(lim.MaxBytes, excelize.StreamChunkSize),
	})
	if err != nil {
		return nil, fmt.Errorf("opening the workbook %s: %w: download it again, or save it again as XLSX", name, err)
	}
	sheets, err := readWorkbook(book, lim, newMemory(lim, packed))
	if closed := book.Close(); err == nil && closed != nil {
		err = closed
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return sheets, nil
}

// checkWorkbook unpacks every part once, before excelize does: excelize believes the sizes that the file declares,
// and takes a sheet whose XML breaks off for a shorter sheet. It gives the size of the file as it is packed.
func checkWorkbook(path string, lim Limits) (packed int64, err error) {
	c, err := openContainer(path, lim)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	if c.members["xl/workbook.xml"] == nil {
		return 0, fmt.Errorf("%s holds no xl/workbook.xml, so it is not an XLSX workbook: check which file was downloaded", c.name)
	}
	for _, f := range c.list {
		if partOfXML(f.Name) {
			err = c.streamXML(f, drain)
		} else {
			err = c.readThrough(f)
		}
		if err != nil {
			return 0, c.explain(f.Name, err)
		}
	}
	return c.size, nil
}

// partOfXML says that excelize may read a part as XML. Capital and small letters are the same to it.
func partOfXML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".rels") || name == "[content_types].xml" || strings.HasPrefix(name, "xl/") && strings.HasSuffix(name, ".xml")
}

func (c *container) readThrough(f *zip.File) error {
	r, err := c.open(f)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	return err
}

func readWorkbook(book *excelize.File, lim Limits, left *memory) ([]Sheet, error) {
	var sheets []Sheet
	for _, name := range book.GetSheetList() {
		t := &table{lim: lim, memory: left}
		if err := readWorksheet(book, name, t); err != nil {
			return nil, fmt.Errorf("sheet %s, row %d: %w", name, t.next(), err)
		}
		sheets = append(sheets, Sheet{Name: name, Rows: t.rows})
	}
	return sheets, nil
}

func readWorksheet(book *excelize.File, name string, t *table) (err error) {
	// excelize was not written for hostile workbooks, and a panic of its would end the server, not the load.
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the workbook cannot be read (%v): save it again as XLSX", fault)
		}
	}()
	rows, err := book.Rows(name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if row := t.next(); row > t.lim.MaxRows { // a blank row may have any number, and excelize counts up to it
			return overLimit("the sheet has %d rows or more, over the limit of %d", row, t.lim.MaxRows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		last := len(cells)
		for last > 0 && cells[last-1] == "" {
			last--
		}
		if last == 0 {
			t.skip(1)
			continue
		}
		if err := t.add(slices.Clip(cells[:last]), 1); err != nil {
			return err
		}
	}
	return rows.Error()
}
