package invent

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Errors a spreadsheet shows where a formula lost its way.
const (
	lostReference = "#REF!"
	notFound      = "#N/A"
)

// grid is a sheet under construction, addressed the way people address spreadsheets.
type grid struct {
	book  *excelize.File
	sheet string
	err   error
}

func newGrid(sheet string) *grid {
	g := &grid{book: excelize.NewFile(), sheet: sheet}
	g.err = g.book.SetSheetName("Sheet1", sheet)
	return g
}

func (g *grid) put(column string, row int, value any) {
	if g.err == nil {
		g.err = g.book.SetCellValue(g.sheet, column+strconv.Itoa(row), value)
	}
}

// across puts values from a column on.
func (g *grid) across(column string, row int, values ...any) {
	if g.err == nil {
		g.err = g.book.SetSheetRow(g.sheet, column+strconv.Itoa(row), &values)
	}
}

// bytes writes the workbook with real error cells and in packing that does not vary.
func (g *grid) bytes() ([]byte, error) {
	if g.err != nil {
		return nil, fmt.Errorf("filling the sheet %s: %w", g.sheet, g.err)
	}
	b, err := g.book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("writing the workbook with the sheet %s: %w", g.sheet, err)
	}
	parts, err := unpacked(b.Bytes())
	if err != nil {
		return nil, err
	}
	return pack(withErrorCells(parts)...)
}

// unpacked gives the files of a ZIP, by name.
func unpacked(data []byte) ([]File, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("opening a workbook just written: %w", err)
	}
	var parts []File
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("opening %s of a workbook just written: %w", f.Name, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("reading %s of a workbook just written: %w", f.Name, err)
		}
		parts = append(parts, File{f.Name, content})
	}
	slices.SortFunc(parts, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return parts, nil
}

var sharedString = regexp.MustCompile(`<si>.*?</si>`)

// withErrorCells turns the texts #REF! and #N/A into error cells, which the library
// cannot write itself.
func withErrorCells(parts []File) []File {
	at := func(name string) *File {
		return &parts[slices.IndexFunc(parts, func(f File) bool { return f.Name == name })]
	}
	strs, sheet := at("xl/sharedStrings.xml"), at("xl/worksheets/sheet1.xml")
	for i, s := range sharedString.FindAllString(string(strs.Data), -1) {
		for _, fault := range []string{lostReference, notFound} {
			if strings.Contains(s, ">"+fault+"<") {
				sheet.Data = bytes.ReplaceAll(sheet.Data,
					fmt.Appendf(nil, ` t="s"><v>%d</v>`, i), fmt.Appendf(nil, ` t="e"><v>%s</v>`, fault))
			}
		}
	}
	return parts
}
