package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"inclusion/internal/store"
)

// Compared is how the warehouse being served differs from one that was made anew of the archive.
type Compared struct {
	Warehouse int // 0 when there is none to compare
	Tables    int
	Rows      int64
	Differ    []string // what differs, in words; none when all values are the same
}

// Compare makes a warehouse of the archive alone, in a folder that goes again, and compares every table of it with the one that is
// served. Loading and serving go on meanwhile; what was there when it began is what is compared.
func (l *Loader) Compare(ctx context.Context) (c Compared, err error) {
	n, err := l.Folder.Current()
	if err != nil {
		return c, err
	}
	if n == 0 {
		return c, l.nothingKept()
	}
	if _, err := os.Stat(l.Folder.Warehouse(n)); err != nil {
		return c, fmt.Errorf("the file current names warehouse %d, which cannot be read: %w. \"inclusion rebuild\" makes a new one", n, err)
	}
	dir, err := os.MkdirTemp(l.Folder.Scratch(), "comparing-*")
	if err != nil {
		return c, fmt.Errorf("making room to compare the warehouse with the archive: %w", err)
	}
	defer os.RemoveAll(dir)
	served, fresh, err := l.snapshot(ctx, dir, &c)
	if err != nil {
		return c, fmt.Errorf("comparing the warehouse with the archive: %w", err)
	}
	if !fresh {
		c.Differ = []string{"it is not made of the editions that the archive holds now, or another version of this program made it"}
		return c, nil
	}
	again := *l
	again.Folder, again.Log = store.Folder{Dir: dir}, slog.New(slog.DiscardHandler)
	report, err := again.Rebuild(ctx)
	if err != nil {
		return c, fmt.Errorf("making a warehouse of the archive to compare with: %w", err)
	}
	if err := l.compare(ctx, served, again.Folder.Warehouse(report.Warehouse), &c); err != nil {
		return c, fmt.Errorf("comparing warehouse %d with the archive: %w", c.Warehouse, err)
	}
	return c, nil
}

// snapshot holds on to the archive's list and the served warehouse as they are at one moment, and says whether the one is made of the
// other. The archive's bytes never change.
func (l *Loader) snapshot(ctx context.Context, dir string, c *Compared) (served string, fresh bool, err error) {
	unlock, err := l.Folder.Lock()
	if err != nil {
		return "", false, err
	}
	defer unlock()
	if err := l.forgetComparing(); err != nil {
		return "", false, err
	}
	held, err := l.archive().editions()
	if err != nil {
		return "", false, err
	}
	if c.Warehouse, err = l.Folder.Current(); err != nil {
		return "", false, err
	}
	here := archive{store.Folder{Dir: dir}.Archive()}
	if err := os.Mkdir(here.dir, 0o750); err != nil {
		return "", false, err
	}
	for _, e := range held {
		from, err := filepath.Abs(l.archive().path(e.SHA256))
		if err != nil {
			return "", false, err
		}
		if err := os.Symlink(from, here.path(e.SHA256)); err != nil && !errors.Is(err, os.ErrExist) {
			return "", false, err
		}
	}
	list, err := os.ReadFile(l.archive().index())
	if err == nil {
		err = os.WriteFile(here.index(), list, 0o640)
	}
	if err != nil {
		return "", false, err
	}
	served = filepath.Join(dir, "served.duckdb") // its own name for the same file, which stays when newer ones are published
	return served, l.upToDate(ctx, held, c.Warehouse), os.Link(l.Folder.Warehouse(c.Warehouse), served)
}

// nothingKept is an error where there are editions and no warehouse was made of them.
func (l *Loader) nothingKept() error {
	held, err := l.archive().editions()
	if err == nil && len(held) > 0 {
		err = fmt.Errorf("the archive keeps %d editions, and no warehouse is current: \"inclusion rebuild\" makes one", len(held))
	}
	return err
}

// forgetComparing removes what a process that died was comparing a day ago or longer.
func (l *Loader) forgetComparing() error {
	left, err := filepath.Glob(filepath.Join(l.Folder.Scratch(), "comparing-*"))
	for _, dir := range left {
		if about, statErr := os.Stat(dir); statErr == nil && time.Since(about.ModTime()) > 24*time.Hour {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}
	return err
}

// compare compares two warehouses table by table.
func (l *Loader) compare(ctx context.Context, served, made string, c *Compared) (err error) {
	db, err := l.Engine.Scratch(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for name, path := range map[string]string{"served": served, "made": made} {
		if _, err := db.ExecContext(ctx, "attach '"+strings.ReplaceAll(path, "'", "''")+"' as "+name+" (read_only)"); err != nil {
			return err
		}
	}
	was, err := tableShapes(ctx, db, "served")
	if err != nil {
		return err
	}
	is, err := tableShapes(ctx, db, "made")
	if err != nil {
		return err
	}
	var names []string
	for name, shape := range was {
		switch again, ok := is[name]; {
		case !ok:
			c.Differ = append(c.Differ, name+": the archive does not give this table or view")
		case again != shape:
			c.Differ = append(c.Differ, name+": its columns, or what it is made of, are others")
		case !strings.HasPrefix(shape, "view "):
			names = append(names, name)
		}
	}
	for name := range is {
		if _, ok := was[name]; !ok {
			c.Differ = append(c.Differ, name+": it is missing")
		}
	}
	slices.Sort(c.Differ)
	slices.Sort(names)
	return rowsDiffer(ctx, db, names, c)
}

// tableShapes lists tables and views with what tells one shape from another: a table's columns, a view's statement.
func tableShapes(ctx context.Context, db *sql.DB, database string) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `select schema_name || '.' || table_name, 'table ' || string_agg(column_name || ' ' || data_type, ', ' order by column_index)
			from duckdb_columns() join duckdb_tables() using (database_name, schema_name, table_name) where database_name = ? group by all
		union all select schema_name || '.' || view_name, 'view ' || sql from duckdb_views() where database_name = ? and not internal`, database, database)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, shape string
		if err := rows.Scan(&name, &shape); err != nil {
			return nil, err
		}
		all[name] = shape
	}
	return all, rows.Err()
}

// rowsDiffer compares the rows of tables of the same shape, in any order, each as often as it is there.
func rowsDiffer(ctx context.Context, db *sql.DB, names []string, c *Compared) error {
	for _, name := range names {
		var was, is, lost int64
		table := `"` + strings.Replace(name, ".", `"."`, 1) + `"`
		if err := db.QueryRowContext(ctx, fmt.Sprintf(`select (select count(*) from served.%[1]s), (select count(*) from made.%[1]s),
			(select count(*) from (from served.%[1]s except all from made.%[1]s))`, table)).Scan(&was, &is, &lost); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		c.Tables++
		c.Rows += was
		if lost > 0 || was != is {
			c.Differ = append(c.Differ, fmt.Sprintf("%s: %d of its %d rows are not what the archive gives, which is %d rows", name, lost, was, is))
		}
	}
	return nil
}
