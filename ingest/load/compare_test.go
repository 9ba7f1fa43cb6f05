package load

import (
	"os"
	"slices"
	"strings"
	"testing"

	"inclusion/internal/store"
)

// TestAValueThatWasChangedInTheWarehouseIsFound changes one figure in what is served, as a disk or a hand might.
func TestAValueThatWasChangedInTheWarehouseIsFound(t *testing.T) {
	l := tinyLoader(t)
	load(t, l, offered(t, "first.csv", timeliness(t, l.Register, "2022", "2023").String()))
	n, err := l.Folder.Current()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Engine{}.Create(t.Context(), l.Folder.Warehouse(n))
	if err != nil {
		t.Fatal(err)
	}
	var table, column string
	if err := db.QueryRow(`select schema_name || '.' || table_name, column_name from duckdb_columns() join duckdb_tables() using (schema_name, table_name)
		where column_name = 'value' and data_type = 'DOUBLE' and estimated_size > 0 order by 1 limit 1`).Scan(&table, &column); err != nil {
		t.Fatal(err)
	}
	changed, err := db.Exec("update " + table + " set " + column + " = " + column + " + 0.1 where rowid = (select min(rowid) from " + table + " where " + column + " is not null)")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := changed.RowsAffected(); err != nil || n != 1 {
		t.Fatalf("%d values were changed (%v)", n, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := l.Compare(t.Context())
	if err != nil || found.Tables < 10 {
		t.Fatalf("%d tables were compared, %v", found.Tables, err)
	}
	rows := slices.DeleteFunc(found.Differ, func(said string) bool { return !strings.Contains(said, "rows are not") })
	if len(rows) != 1 || !strings.HasPrefix(rows[0], table+": 1 of its ") {
		t.Errorf("%v; want one row of %s and of nothing else to be named", rows, table)
	}
	left, err := os.ReadDir(l.Folder.Scratch())
	if err != nil || slices.ContainsFunc(left, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), "comparing-") }) {
		t.Errorf("%v, %v is left of the comparing", left, err)
	}
}
