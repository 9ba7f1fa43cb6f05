package returns

import (
	"strconv"
	"strings"

	"inclusion/ingest/sen2"
)

// tableGroups are the tables of a return's other forms, each after the one above it.
var tableGroups = []sen2.Group{sen2.People, sen2.Requests, sen2.Assessments, sen2.NamedPlans, sen2.PlanDetails, sen2.ActivePlans, sen2.Placements, sen2.Needs}

// ids numbers the rows of the tables.
type ids struct {
	last [int(sen2.Needs) + 1]uint64 // of each group, over the whole return
	open [int(sen2.Needs) + 1]uint64 // of the record at hand
}

// begin numbers the next row of a group and gives it and the row that it belongs to. People belong to the return, which is 1.
func (n *ids) begin(g sen2.Group) (own, parent uint64) {
	n.last[g]++
	n.open[g] = n.last[g]
	if g == sen2.People {
		return n.open[g], 1
	}
	return n.open[g], n.open[g.About().Parent]
}

// columns are the fields of a table that a year's return has, in the order of the tables.
func columns(g sen2.Group, edition *sen2.Edition) []sen2.Field {
	var all []sen2.Field
	for _, f := range sen2.FieldsOf(g) {
		if edition.Expects(f) != sen2.NotThisYear {
			all = append(all, f)
		}
	}
	return all
}

// exported writes a value as the census system's export does: days as 2022-Sep-28 00:00:00, yes and no as true and false.
func exported(to []byte, f sen2.Field, text []byte) []byte {
	switch kind := f.About().Kind; {
	case len(text) == 0:
	case kind == sen2.Dates && len(text) == 10 && text[4] == '-', kind == sen2.Moment && len(text) == 19:
		month := int(text[5]-'0')*10 + int(text[6]-'0')
		to = append(append(to, text[:5]...), "JanFebMarAprMayJunJulAugSepOctNovDec"[3*month-3:3*month]...)
		to = append(append(to, text[7:10]...), ' ')
		if kind == sen2.Moment {
			return append(to, text[11:]...)
		}
		return append(to, "00:00:00"...)
	case kind == sen2.YesNo && string(text) == "1":
		return append(to, "true"...)
	case kind == sen2.YesNo && string(text) == "0":
		return append(to, "false"...)
	default:
		return append(to, text...)
	}
	return to
}

// headerColumns are the columns of the table of the header and what stands in them.
func (r *Return) headerColumns() (names []string, fields []headerField) {
	for _, f := range r.header() {
		names = append(names, strings.ToLower(f.field.About().Name))
		fields = append(fields, f)
	}
	return names, fields
}

// keyNames are the columns that number a table's rows in the export: of the row, and of what it belongs to.
func keyNames(g sen2.Group) []string {
	file, parent := g.About().File, "sen2"
	if g != sen2.People {
		parent = g.About().Parent.About().File
	}
	return []string{file + "tableid", "NativeId", file + "orderseqcolumn", "sourceid", parent + "tableid"}
}

func decimal(n uint64) string { return strconv.FormatUint(n, 10) }
