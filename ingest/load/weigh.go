package load

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// weigh runs the checks on the whole warehouse, writes what they found into it, and says which edition each error came from.
func (l *Loader) weigh(ctx context.Context, db *sql.DB, shelves []shelf, out *build) error {
	found, err := runChecks(ctx, db, "warehouse")
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, s := range shelves {
		names[s.edition.ID] = s.edition.Name
	}
	for i := range found {
		for _, s := range l.Sources {
			found[i] = excuse(found[i], s.Errata)
		}
	}
	for _, f := range abridge(found) {
		edition, err := editionOf(ctx, db, f)
		if err != nil {
			return err
		}
		f.File = names[edition]
		out.findings = append(out.findings, f)
		if err := writeFindings(ctx, db, edition, []Finding{f}); err != nil {
			return fmt.Errorf("writing a finding: %w", err)
		}
		if f.Severity == Error && edition != "" {
			out.blamed[edition] = strings.TrimPrefix(out.blamed[edition]+"; "+f.String(), "; ")
		}
	}
	return nil
}

// editionOf is the edition that the value a finding speaks of came from; empty when the value has none.
func editionOf(ctx context.Context, db *sql.DB, f Finding) (string, error) {
	var edition sql.NullString
	err := db.QueryRowContext(ctx, "select coalesce(any_value(edition), '') from value where indicator = ? and area_code = ? and period = ?",
		f.Measure, f.Area, f.Period).Scan(&edition)
	if err != nil {
		return "", fmt.Errorf("finding the edition of %s %s %s: %w", f.Measure, f.Area, f.Period, err)
	}
	return edition.String, nil
}
