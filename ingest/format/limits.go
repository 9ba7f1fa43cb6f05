package format

import "fmt"

// Limits is how much one file may unpack to. A limit that is zero is the default one.
type Limits struct {
	MaxBytes   int64 // unpacked, the whole file; also what its tables may take in memory
	MaxMembers int   // in a ZIP container
	MaxRows    int   // of a sheet
	MaxColumns int   // of a sheet
	MaxCell    int   // bytes of text in one cell
	MaxRatio   int   // unpacked bytes for each packed byte of a member, once the member is over a megabyte
}

// DefaultLimits holds any published statistics seen so far many times over. Rows and columns are those of a whole
// Excel sheet; published CSVs pack to between a fifth and a twenty-fifth, spreadsheets to a thirtieth, bombs to a thousandth.
var DefaultLimits = Limits{
	MaxBytes:   1 << 30,
	MaxMembers: 2_000,
	MaxRows:    1_100_000,
	MaxColumns: 16_384,
	MaxCell:    128 << 10,
	MaxRatio:   250,
}

// ratioFloor is the size under which a member may pack as well as it likes: it does no harm.
const ratioFloor = 1 << 20

func (l Limits) orDefault() Limits {
	l.MaxBytes = or(l.MaxBytes, DefaultLimits.MaxBytes)
	l.MaxMembers = or(l.MaxMembers, DefaultLimits.MaxMembers)
	l.MaxRows = or(l.MaxRows, DefaultLimits.MaxRows)
	l.MaxColumns = or(l.MaxColumns, DefaultLimits.MaxColumns)
	l.MaxCell = or(l.MaxCell, DefaultLimits.MaxCell)
	l.MaxRatio = or(l.MaxRatio, DefaultLimits.MaxRatio)
	return l
}

func or[T int | int64](limit, standard T) T {
	if limit <= 0 {
		return standard
	}
	return limit
}

// limitError is a file that is larger than it may be.
type limitError struct{ what string }

func (e limitError) Error() string {
	return e.what + ": no published table is so large, so look at the file before raising the limit"
}

func overLimit(format string, args ...any) error { return limitError{fmt.Sprintf(format, args...)} }

// Sizes in memory of a row and of a cell without its text.
const (
	rowCost  = 24
	cellCost = 16
)

// memory is what is left for all the tables of one file.
type memory struct{ left, limit int64 }

// tablesFloor is what the tables of any spreadsheet may take in memory, however small its file.
const tablesFloor = 24 << 20

// newMemory is for the tables of a file of so many bytes. Few bytes can say "these cells, a million times", so a small file has less
// room than a large one.
func newMemory(lim Limits, packed int64) *memory {
	most := min(lim.MaxBytes, tablesFloor+packed*int64(lim.MaxRatio))
	return &memory{left: most, limit: most}
}

func (m *memory) take(n int64) error {
	if m.left -= n; m.left < 0 {
		return overLimit("the tables take more than %d bytes", m.limit)
	}
	return nil
}

// table gathers the rows of one sheet within the limits.
type table struct {
	lim    Limits
	memory *memory
	rows   [][]string
	blank  int // blank rows seen since the last row with a value: they count only when another follows
}

// next is the number of the row that comes next.
func (t *table) next() int { return len(t.rows) + t.blank + 1 }

// skip passes n blank rows, which cost nothing until a value follows them.
func (t *table) skip(n int) { t.blank = min(t.blank+n, manyRepeats) }

// add keeps a row, the given number of times.
func (t *table) add(row []string, times int) error {
	if last := len(t.rows) + t.blank + times; last > t.lim.MaxRows {
		return overLimit("the sheet has %d rows or more, over the limit of %d", last, t.lim.MaxRows)
	}
	if len(row) > t.lim.MaxColumns {
		return overLimit("the row has %d columns, over the limit of %d", len(row), t.lim.MaxColumns)
	}
	cost := int64(0)
	for _, cell := range row {
		if len(cell) > t.lim.MaxCell {
			return overLimit("a cell holds %d bytes of text, over the limit of %d", len(cell), t.lim.MaxCell)
		}
		cost += cellCost + int64(len(cell))
	}
	if err := t.memory.take((rowCost+cost)*int64(times) + rowCost*int64(t.blank)); err != nil {
		return err
	}
	t.rows = append(t.rows, make([][]string, t.blank)...)
	t.blank = 0
	t.rows = append(t.rows, row)
	for range times - 1 {
		t.rows = append(t.rows, append([]string(nil), row...))
	}
	return nil
}
