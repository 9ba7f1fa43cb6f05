package workbook

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"inclusion/internal/plan"
)

// rowsToFill is how far down the lists and date rules reach, so that rows can be added beneath those that are there.
const rowsToFill = 2000

// Write writes the workbook: one table a sheet, no merged cells, no macros, nothing locked. What people wrote is written as text, so
// that nothing becomes a formula.
func Write(w io.Writer, in Input) error {
	b := &writer{in: in, f: excelize.NewFile(), lists: map[string]string{}}
	defer b.f.Close()
	err := b.write()
	if err == nil {
		err = b.f.Write(w)
	}
	if err != nil {
		return fmt.Errorf("writing the workbook of %s: %w", in.Book.Partnership, err)
	}
	return nil
}

type writer struct {
	in    Input
	f     *excelize.File
	lists map[string]string // where the words of each list stand: 'Definitions'!$B$2:$B$5
	styles
}

// styles of cells, by number.
type styles struct{ head, words, days, number, plain int }

func (b *writer) write() error {
	if err := b.f.SetSheetName("Sheet1", ReadMeSheet); err != nil {
		return err
	}
	for _, name := range []string{ScoresSheet, EvidenceSheet, ActionsSheet, MilestonesSheet, SurveySheet, BenchmarksSheet, DefinitionsSheet} {
		if _, err := b.f.NewSheet(name); err != nil {
			return err
		}
	}
	if err := b.makeStyles(); err != nil {
		return err
	}
	if err := b.readMe(); err != nil {
		return err
	}
	if err := b.definitions(); err != nil {
		return err
	}
	for _, t := range tables() {
		if err := b.table(t, b.in.rows(t)); err != nil {
			return fmt.Errorf("sheet %q: %w", t.sheet, err)
		}
	}
	if err := b.benchmarks(); err != nil {
		return err
	}
	made := b.in.Made.UTC().Format(time.RFC3339)
	return b.f.SetDocProps(&excelize.DocProperties{Title: b.in.Name + ": workbook of the self-assessment and plan", Creator: "inclusion", Created: made, Modified: made})
}

func (b *writer) makeStyles() (err error) {
	text, date, plainNumber := "@", "yyyy-mm-dd", "0"
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	made := func(s *excelize.Style) (id int) {
		if err == nil {
			id, err = b.f.NewStyle(s)
		}
		return id
	}
	b.head = made(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrapped, CustomNumFmt: &text,
		Border: []excelize.Border{{Type: "bottom", Color: "444444", Style: 1}}})
	b.words = made(&excelize.Style{Alignment: wrapped, CustomNumFmt: &text})
	b.days = made(&excelize.Style{Alignment: wrapped, CustomNumFmt: &date})
	b.number = made(&excelize.Style{Alignment: wrapped, CustomNumFmt: &plainNumber})
	b.plain = made(&excelize.Style{Alignment: wrapped})
	return err
}

// heads writes the head of a sheet's table and the formats beneath it.
func (b *writer) heads(sheet string, columns []column) error {
	for i, c := range columns {
		name := columnName(i + 1)
		format := b.words
		switch c.kind {
		case day:
			format = b.days
		case level, count:
			format = b.number
		}
		if err := b.f.SetColStyle(sheet, name, format); err != nil {
			return err
		}
		if err := b.f.SetColWidth(sheet, name, name, c.width); err != nil {
			return err
		}
		if err := b.str(sheet, name+"1", c.head); err != nil {
			return err
		}
	}
	last := columnName(len(columns)) + "1"
	if err := b.f.SetCellStyle(sheet, "A1", last, b.head); err != nil {
		return err
	}
	if err := b.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := "&L" + strings.ReplaceAll(clipped(b.in.Name), "&", "&&")
	if b.in.Sample {
		head = "&LInvented sample data"
	}
	return b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: head, OddFooter: "&RPage &P of &N"})
}

// put writes a text into a cell in the terms of its column: a date as a date, a number as a number, all else as text.
func (b *writer) put(sheet, cell string, c column, text string) error {
	at, isDay := plan.Day(text).Time()
	n, err := strconv.Atoi(text)
	switch {
	case text == "":
		return nil
	case c.kind == day && isDay && at.Year() >= 1901:
		return b.f.SetCellInt(sheet, cell, int64(at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24))
	case (c.kind == level || c.kind == count) && err == nil:
		return b.f.SetCellInt(sheet, cell, int64(n))
	}
	return b.str(sheet, cell, text)
}

// table writes a sheet that is read back.
func (b *writer) table(t table, rows [][]string) error {
	if err := b.heads(t.sheet, t.columns); err != nil {
		return err
	}
	for i, row := range rows {
		for j, text := range row {
			if err := b.put(t.sheet, address(place{i + 2, j + 1}), t.columns[j], text); err != nil {
				return err
			}
		}
	}
	if err := b.f.AutoFilter(t.sheet, fmt.Sprintf("A1:%s%d", columnName(len(t.columns)), max(2, len(rows)+1)), nil); err != nil {
		return err
	}
	for i, c := range t.columns {
		if err := b.rule(t.sheet, columnName(i+1), c); err != nil {
			return err
		}
	}
	return nil
}

// rule says beside each cell of a column what belongs in it, and offers its list.
func (b *writer) rule(sheet, name string, c column) error {
	if c.hint == "" {
		return nil
	}
	rule := excelize.NewDataValidation(true)
	rule.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, rowsToFill))
	rule.SetInput(clippedTo(c.head, 32), clippedTo(c.hint, 255))
	stop := excelize.DataValidationErrorStyleStop
	if c.free {
		stop = excelize.DataValidationErrorStyleWarning
	}
	rule.SetError(stop, clippedTo(c.head, 32), clippedTo(c.hint, 225))
	var err error
	switch {
	case c.kind == level:
		err = rule.SetDropList([]string{"1", "2", "3", "4"})
	case c.kind == tick:
		err = rule.SetDropList([]string{"yes", "no"})
	case c.kind == choice && b.lists[c.list] != "":
		rule.SetSqrefDropList(b.lists[c.list])
	case c.kind == day:
		err = rule.SetRange(36_526, 73_050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween) // 2000 to 2099
	case c.kind == count:
		err = rule.SetRange(0, 10_000_000, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	}
	if err != nil {
		return err
	}
	return b.f.AddDataValidation(sheet, rule)
}

func clippedTo(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

var escapeShape = regexp.MustCompile(`_(x[0-9a-fA-F]{4}_)`)

// str writes a text as text. What looks like the way in which workbooks write a sign that XML cannot hold (_x000D_) is written so that
// it stays what it is (ECMA-376, part 1, 22.9.2.19).
func (b *writer) str(sheet, cell, text string) error {
	return b.f.SetCellStr(sheet, cell, escapeShape.ReplaceAllString(text, "_x005F_$1"))
}
