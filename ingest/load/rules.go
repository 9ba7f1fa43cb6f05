package load

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	statements "inclusion/sql"

	"inclusion/internal/indicator"
)

// Rules names the layouts, statements and areas that editions are read by: an edition refused by some may pass by others.
func (l *Loader) Rules() (string, error) { return l.fingerprint() }

// fingerprint changes whenever a statement, a layout or an area does, so that what was staged with other rules is staged again.
func (l *Loader) fingerprint() (string, error) {
	h := sha256.New()
	if err := writeStatements(h, func(path string) bool {
		return !strings.HasPrefix(path, "indicators") && !strings.HasPrefix(path, "benchmarks/")
	}); err != nil {
		return "", err
	}
	e := json.NewEncoder(h)
	if err := errors.Join(e.Encode(l.Sources), e.Encode(l.Register.Authorities()), e.Encode(l.Register.Regions()), e.Encode(l.Register.Subregions())); err != nil {
		return "", fmt.Errorf("fingerprinting the layouts and areas: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// madeOf names everything a warehouse is a function of: the editions and every rule that is applied to them.
func (l *Loader) madeOf(editions []Edition) (string, error) {
	print, err := l.fingerprint()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	if err := writeStatements(h, func(string) bool { return true }); err != nil {
		return "", err
	}
	themes, err := indicator.Themes()
	if err != nil {
		return "", err
	}
	editions = slices.SortedFunc(slices.Values(editions), func(a, b Edition) int { return cmp.Compare(a.ID, b.ID) })
	e := json.NewEncoder(h)
	if err := errors.Join(e.Encode([]string{print, l.Register.ID, l.Register.Title}), e.Encode(l.Register.Partnerships()), e.Encode(themes), e.Encode(editions)); err != nil {
		return "", fmt.Errorf("fingerprinting the editions: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// upToDate says that warehouse n is made of the held editions by the rules in force. One that cannot be read is not.
func (l *Loader) upToDate(ctx context.Context, held []Edition, n int) bool {
	if n == 0 {
		return len(held) == 0
	}
	wanted, err := l.madeOf(held)
	if err != nil {
		return false
	}
	db, err := l.Engine.ReadOnly(ctx, l.Folder.Warehouse(n))
	if err != nil {
		l.Log.WarnContext(ctx, "the current warehouse cannot be read; making it again", "warehouse", n, "error", err.Error())
		return false
	}
	defer db.Close()
	var made sql.NullString
	err = db.QueryRowContext(ctx, "select max(value) from meta where key = 'made_of'").Scan(&made)
	return err == nil && made.String == wanted
}

// writeStatements writes the wanted statements that make data; those that only read a warehouse, hand it out, or keep the plans,
// make none.
func writeStatements(w io.Writer, wanted func(path string) bool) error {
	err := fs.WalkDir(statements.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "reading/") || strings.HasPrefix(path, "downloads/") || strings.HasPrefix(path, "migrations/") || !wanted(path) {
			return err
		}
		b, err := fs.ReadFile(statements.Files(), path)
		fmt.Fprintf(w, "%s\n%s\n", path, b)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the statements: %w", err)
	}
	return nil
}
