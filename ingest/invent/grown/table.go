package grown

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The years that further years repeat: no authority began or ended in them, and every one has a row.
const (
	firstSettled, lastSettled = 2022, 2025
	settled                   = lastSettled - firstSettled + 1
	span                      = 12 // from 2014 to 2025
)

var byteOrderMark = []byte("\uFEFF")

// rate is what columns of numbers are called that do not grow with what they are of.
var rate = regexp.MustCompile(`(^|_)(pc|perc|percent|rate|per_capita|avg)(_|$)`)

// number is a count as files print it: what else stands in a column, such as x, stays.
var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// In one file every authority of one region has the region's number of new plans in one year: there, it grows like the region's.
const (
	wrongColumn = "new_ehc_plans"
	wrongYear   = "2022"
	wrongRegion = "X12000003"
)

// columns are where a tidy table says when, where and how many.
type columns struct {
	period int // -1 where the rows are of no period
	codes  []int
	names  []int
	counts []int
	region int // -1 where it is not told
	wrong  int // the column in which an authority has its region's number; -1 where there is none
}

// columnsOf reads a heading; ok is false when it is none of a tidy table.
func columnsOf(header []string) (c columns, ok bool) {
	c.period, c.region, c.wrong = -1, -1, -1
	for i, h := range header {
		switch h = strings.ToLower(h); {
		case h == "time_period" || h == "date":
			c.period = i
		case h == "old_la_code" || h == "new_la_code" || h == "la_code" || h == "ons_code" || h == "geography_code":
			c.codes = append(c.codes, i)
		case h == "la_name" || h == "geography_name":
			c.names = append(c.names, i)
		case h == "region_code":
			c.region = i
		case !rate.MatchString(h):
			if h == wrongColumn {
				c.wrong = i
			}
			c.counts = append(c.counts, i)
		}
	}
	return c, len(c.codes) > 0 && len(c.names) > 0
}

// growTable repeats the rows of a table under further years and authorities; tidy is false when it is no tidy table.
func growTable(data []byte, size Size, t twins) (grown []byte, tidy bool, err error) {
	text, marked := bytes.CutPrefix(data, byteOrderMark)
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	header, err := r.Read()
	if err != nil {
		return nil, false, fmt.Errorf("reading its heading: %w", err)
	}
	c, tidy := columnsOf(header)
	if !tidy {
		return nil, false, nil
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, false, fmt.Errorf("reading its rows: %w", err)
	}
	var b bytes.Buffer
	if marked {
		b.Write(byteOrderMark)
	}
	w := csv.NewWriter(&b)
	w.UseCRLF = bytes.HasSuffix(text[:bytes.IndexByte(text, '\n')+1], []byte("\r\n"))
	if err := w.Write(header); err != nil {
		return nil, false, err
	}
	for _, row := range rows {
		if err := c.grow(w, row, size, t); err != nil {
			return nil, false, err
		}
	}
	w.Flush()
	return b.Bytes(), true, w.Error()
}

// grow writes a row and its copies.
func (c columns) grow(w *csv.Writer, row []string, size Size, t twins) error {
	row = append([]string(nil), row...)
	copies := size.Areas
	if c.wrong >= 0 && c.period >= 0 && c.region >= 0 && row[c.period] == wrongYear && row[c.region] == wrongRegion && c.ofAuthority(row, t) {
		row[c.wrong] = multiplied(row[c.wrong], size.Areas)
	}
	if !c.ofAuthority(row, t) {
		copies = 1
		for _, i := range c.counts {
			row[i] = multiplied(row[i], size.Areas)
		}
	}
	for years := range 1 + (size.Years-1)*span/settled {
		if years > 0 && !c.repeats(row) {
			break
		}
		for n := range copies {
			twin, err := c.twin(row, n, t)
			if err != nil {
				return err
			}
			if years > 0 {
				twin[c.period] = later(twin[c.period], years*settled)
			}
			if err := w.Write(twin); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c columns) ofAuthority(row []string, t twins) bool {
	for _, i := range c.codes {
		if t[row[i]] {
			return true
		}
	}
	return false
}

// repeats says that a row is of one of the settled years.
func (c columns) repeats(row []string) bool {
	if c.period < 0 || len(row[c.period]) < 4 {
		return false
	}
	year, err := strconv.Atoi(row[c.period][:4])
	return err == nil && year >= firstSettled && year <= lastSettled
}

// twin is the row of an authority's copy.
func (c columns) twin(row []string, n int, t twins) ([]string, error) {
	twin := append([]string(nil), row...)
	if n == 0 {
		return twin, nil
	}
	for _, i := range c.codes {
		if t[row[i]] {
			var err error
			if twin[i], err = code(row[i], n); err != nil {
				return nil, err
			}
		}
	}
	for _, i := range c.names {
		twin[i] = name(row[i], n)
	}
	return twin, nil
}

// later is a period as many years on: 2024 or 202425.
func later(period string, years int) string {
	year, _ := strconv.Atoi(period[:4])
	year += years
	if len(period) == len("202425") {
		return fmt.Sprintf("%04d%02d", year, (year+1)%100)
	}
	return fmt.Sprintf("%04d", year)
}

func multiplied(count string, times int) string {
	if times == 1 || !number.MatchString(count) {
		return count
	}
	if whole, err := strconv.ParseInt(count, 10, 64); err == nil {
		return strconv.FormatInt(whole*int64(times), 10)
	}
	fraction, err := strconv.ParseFloat(count, 64)
	if err != nil {
		return count
	}
	return strconv.FormatFloat(fraction*float64(times), 'f', -1, 64)
}
