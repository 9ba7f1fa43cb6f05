package read

import (
	"bytes"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// gathered keeps the rows of all tables in memory, packed, until they can be put together: for tables that are not in the order of the people,
// and for workbooks. Names and texts are not among what is kept, only that they were there.
type gathered struct {
	tables [256]*gatheredTable // by group
	desk   *desk
	people int
	left   int64      // bytes that may still be taken
	at     [256]int32 // row come to, by group
	line   []byte     // room to pack a row in
}

// gatheredTable is one table. Rows of the same parent are a chain, in the order of the file.
type gatheredTable struct {
	shown  string
	unique bool // no two rows may have the same identifier
	rows   []gatheredRow
	blocks [][]byte
	next   []int32 // row after this one under the same parent, from 1
	first  []int32 // of each row of the parent's table: the first row beneath it, from 1
}

// gatheredRow is where a row is packed and what it belongs to.
type gatheredRow struct {
	own, of     uint64
	block, from uint32
	line        uint32
}

// Sizes of rows that are held.
const (
	blockSize  = 1 << 20
	longest    = 64    // bytes of a value: no value of a return is as long
	eachPerson = 2_000 // bytes that the rows of one person may take on average: five times what they do
	rowCost    = 48
)

func newGathered(d *desk) *gathered {
	return &gathered{desk: d, left: max(int64(d.o.Limits.Joined)*eachPerson, blockSize)}
}

// table starts a table, of which there may be one.
func (h *gathered) table(g sen2.Group, shown string, unique bool) error {
	if h.tables[g] != nil {
		return refusal(shown, 0, "There are two tables %s: leave one", g.About().Element)
	}
	h.tables[g] = &gatheredTable{shown: shown, unique: unique}
	return nil
}

// add keeps a row.
func (h *gathered) add(c *columns, cells [][]byte, line int) error {
	t := h.tables[c.group]
	h.line = h.line[:0]
	for _, col := range c.fields {
		if col.at >= len(cells) {
			continue
		}
		value := bytes.TrimSpace(cells[col.at])
		if len(value) == 0 {
			continue
		}
		if col.field.About().Kind == sen2.Text && isForgotten(col.field) {
			value = []byte{'x'}
		}
		value = value[:min(len(value), longest)]
		h.line = append(h.line, byte(col.field), byte(len(value)))
		h.line = append(h.line, value...)
	}
	h.line = append(h.line, 0)
	if c.group == sen2.People {
		if h.people++; h.people > h.desk.o.Limits.Joined {
			return h.tooMany()
		}
	}
	if h.left -= int64(len(h.line)) + rowCost; h.left < 0 {
		return h.tooMany()
	}
	last := len(t.blocks) - 1
	if last < 0 || len(t.blocks[last])+len(h.line) > blockSize {
		t.blocks = append(t.blocks, make([]byte, 0, blockSize/16))
		last++
	}
	row := gatheredRow{own: key(cells, c.own), of: key(cells, c.of), block: uint32(last), from: uint32(len(t.blocks[last])), line: uint32(line)}
	t.blocks[last] = append(t.blocks[last], h.line...)
	t.rows = append(t.rows, row)
	return nil
}

// isForgotten says whether only a text's being there counts.
func isForgotten(f sen2.Field) bool {
	switch f {
	case sen2.Surname, sen2.Forename, sen2.PlanSettingOther, sen2.PlacementSettingOther:
		return true
	}
	return false
}

func (h *gathered) tooMany() error {
	return returns.Refuse("The rows of more than %d people would have to be held at once: send the return as XML, or as the census system's export as it came, with every table in the order of the people", h.desk.o.Limits.Joined)
}

// join finds the rows beneath every row.
func (h *gathered) join() error {
	for _, parent := range tablesOfPeople {
		above := h.tables[parent]
		if len(childrenOf[parent]) == 0 {
			continue
		}
		places := map[uint64]int32{}
		if above != nil {
			places = make(map[uint64]int32, len(above.rows))
			for i, row := range above.rows {
				if row.own == 0 {
					continue
				}
				if _, there := places[row.own]; !there {
					places[row.own] = int32(i)
				} else if above.unique {
					return refusal(above.shown, int(row.line), "Two rows have the same identifier")
				}
			}
		}
		for _, child := range childrenOf[parent] {
			if below := h.tables[child]; below != nil {
				noteOrphans(h.desk.notes, child, below.under(above, places))
			}
		}
	}
	return nil
}

// under chains the rows to those of the table above and says how many have none there.
func (t *gatheredTable) under(above *gatheredTable, places map[uint64]int32) (orphans int) {
	t.next = make([]int32, len(t.rows))
	if above != nil {
		t.first = make([]int32, len(above.rows))
	}
	for i := len(t.rows) - 1; i >= 0; i-- { // from the end, so that every chain is in the order of the file
		at, there := places[t.rows[i].of]
		if !there || t.rows[i].of == 0 {
			orphans++
			continue
		}
		t.next[i] = t.first[at]
		t.first[at] = int32(i) + 1
	}
	return orphans
}

// hand puts the people together and hands them over, one after another.
func (h *gathered) hand() error {
	if err := h.join(); err != nil {
		return err
	}
	people := h.tables[sen2.People]
	if people == nil {
		return nil
	}
	for i, row := range people.rows {
		p, err := h.desk.person()
		if err != nil {
			return err
		}
		p.Line = int(row.line)
		h.at = [256]int32{sen2.People: int32(i) + 1}
		h.set(p, sen2.People)
		family := family{rows: h, most: h.desk.o.Limits.Items}
		if err := family.beneath(p, sen2.People, true); err != nil {
			return err
		}
	}
	return nil
}

// down comes to the first row beneath that of the table above, or stays on the one that leave went on to.
func (h *gathered) down(g sen2.Group) (bool, error) {
	t := h.tables[g]
	if t == nil || t.first == nil {
		return false, nil
	}
	switch {
	case h.at[g] < 0: // the chain has ended
		h.at[g] = 0
		return false, nil
	case h.at[g] == 0:
		h.at[g] = t.first[h.at[g.About().Parent]-1]
	}
	return h.at[g] > 0, nil
}

func (h *gathered) leave(g sen2.Group) error {
	if h.at[g] = h.tables[g].next[h.at[g]-1]; h.at[g] == 0 {
		h.at[g] = -1
	}
	return nil
}

func (h *gathered) set(p *sen2.Person, g sen2.Group) {
	t := h.tables[g]
	row := t.rows[h.at[g]-1]
	packed := t.blocks[row.block][row.from:]
	for packed[0] != 0 {
		end := 2 + int(packed[1])
		p.Set(sen2.Field(packed[0]), packed[2:end])
		packed = packed[end:]
	}
}
