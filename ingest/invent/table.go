package invent

import (
	"bytes"
	"strconv"
	"strings"
)

// dialect is how a publisher writes CSV.
type dialect struct {
	mark   bool // byte order mark
	crlf   bool
	quoted func(column int, header bool) bool // columns quoted without need
}

var (
	plain   = dialect{}
	marked  = dialect{mark: true}
	windows = dialect{crlf: true}
	both    = dialect{mark: true, crlf: true}
)

// csv writes rows; a cell is quoted when it has to be or when the publisher does anyway.
func (d dialect) csv(rows [][]string) []byte {
	var b bytes.Buffer
	if d.mark {
		b.WriteString("\ufeff")
	}
	for i, row := range rows {
		for j, cell := range row {
			if j > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(cell, ",\"\n\r") || d.quoted != nil && d.quoted(j, i == 0) {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		if d.crlf {
			b.WriteByte('\r')
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func fields(header string) []string { return strings.Split(header, ",") }

func whole(n int) string { return strconv.Itoa(n) }

// percent is 100 part/all with so many decimals, trailing zeros dropped; x when there is nothing to divide by.
func percent(part, all, decimals int) string {
	if all == 0 {
		return "x"
	}
	return trimmed(100*float64(part)/float64(all), decimals)
}

// trimmed prints with at most so many decimals.
func trimmed(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func fixed(x float64, decimals int) string { return strconv.FormatFloat(x, 'f', decimals, 64) }

// repeated is n cells of the same symbol.
func repeated(symbol string, n int) []string {
	cells := make([]string, n)
	for i := range cells {
		cells[i] = symbol
	}
	return cells
}
