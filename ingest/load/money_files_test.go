package load

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// money is what a load of published files came to.
type money struct {
	db     *sql.DB
	report Report
}

// loadMoney loads files into a folder of their own; none may be refused.
func loadMoney(t *testing.T, items ...Item) money {
	t.Helper()
	l := newLoader(t, "england")
	report, err := l.Load(context.Background(), items)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Files {
		if f.Outcome != loaded {
			t.Fatal(f)
		}
	}
	db, err := l.Engine.ReadOnly(context.Background(), l.Folder.Warehouse(report.Warehouse))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return money{db, report}
}

// refused loads files that must not be taken in, and gives every reason.
func moneyRefused(t *testing.T, items ...Item) string {
	t.Helper()
	report, err := newLoader(t, "england").Load(context.Background(), items)
	if err != nil {
		t.Fatal(err)
	}
	if report.Published || !report.Rejected() {
		t.Fatalf("the files were taken in: %v", report.Files)
	}
	var reasons []string
	for _, f := range report.Files {
		reasons = append(reasons, f.String())
	}
	for _, f := range report.Findings {
		if f.Severity == Error {
			reasons = append(reasons, f.String())
		}
	}
	return strings.Join(reasons, "\n")
}

func (w money) number(t *testing.T, query string) float64 {
	t.Helper()
	var n sql.NullFloat64
	if err := w.db.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if !n.Valid {
		return math.NaN()
	}
	return n.Float64
}

// holds checks a value with its parts; NaN stands for a part that is not looked at.
func (w money) holds(t *testing.T, id, areaCode, period string, numerator, denominator, value float64) {
	t.Helper()
	var got [3]sql.NullFloat64
	err := w.db.QueryRow("select numerator, denominator, value from value where indicator = ? and area_code = ? and period = ?", id, areaCode, period).
		Scan(&got[0], &got[1], &got[2])
	if err != nil {
		t.Errorf("%s of %s in %s: %v", id, areaCode, period, err)
		return
	}
	for i, want := range []float64{numerator, denominator, value} {
		if !math.IsNaN(want) && (!got[i].Valid || math.Abs(got[i].Float64-want) > 1e-6*max(1, math.Abs(want))) {
			t.Errorf("%s of %s in %s is %v, want %v of %v = %v", id, areaCode, period, got, numerator, denominator, value)
			return
		}
	}
}

// missing checks that there is no value, and why.
func (w money) missing(t *testing.T, id, areaCode, period, status string) {
	t.Helper()
	var value sql.NullFloat64
	var got string
	if err := w.db.QueryRow("select value, status from value where indicator = ? and area_code = ? and period = ?", id, areaCode, period).Scan(&value, &got); err != nil {
		t.Errorf("%s of %s in %s: %v", id, areaCode, period, err)
		return
	}
	if value.Valid || got != status {
		t.Errorf("%s of %s in %s is %v, %s; want none, %s", id, areaCode, period, value, got, status)
	}
}

func (w money) found(check string, severity Severity, areaCode string) bool {
	for _, f := range w.report.Findings {
		if f.Check == check && f.Severity == severity && f.Area == areaCode {
			return true
		}
	}
	return false
}

func sharedFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs ../shared/real and ../shared/oracles, the published files")
	}
	return path
}

// published is a copy of a published file.
func publishedFile(t *testing.T, name string) Item {
	t.Helper()
	b, err := os.ReadFile(sharedFile(t, "real/"+name))
	if err != nil {
		t.Fatal(err)
	}
	return Item{Path: writtenFile(t, filepath.Base(name), string(b)), Name: filepath.Base(name)}
}

// member is a copy of one file of a published ZIP.
func memberFile(t *testing.T, archive, name string) Item {
	t.Helper()
	z, err := zip.OpenReader(sharedFile(t, "real/"+archive))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return Item{Path: writtenFile(t, filepath.Base(name), string(b)), Name: filepath.Base(name)}
}

func writtenFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func fileText(t *testing.T, item Item) string {
	t.Helper()
	b, err := os.ReadFile(item.Path)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
}

// swap puts other text in the place of text that must be there.
func swapped(t *testing.T, content, old, new string) string {
	t.Helper()
	if !strings.Contains(content, old) {
		t.Fatalf("the file does not hold %q", old)
	}
	return strings.ReplaceAll(content, old, new)
}

func withoutLine(t *testing.T, content, start string) string {
	t.Helper()
	at := strings.Index(content, "\n"+start)
	if at < 0 {
		t.Fatalf("no line of the file starts with %q", start)
	}
	end := at + 1 + strings.Index(content[at+1:], "\n")
	return content[:at] + content[end:]
}

func asNumber(n *int64) *float64 {
	if n == nil {
		return nil
	}
	f := float64(*n)
	return &f
}

func sameNumber(text string, have *float64) bool {
	want, err := strconv.ParseFloat(text, 64)
	if err != nil || have == nil {
		return (text == "-" || text == "") && have == nil
	}
	return math.Abs(want-*have) < 1e-9
}

func shownNumber(f *float64) string {
	if f == nil {
		return "missing"
	}
	return strconv.FormatFloat(*f, 'g', -1, 64)
}
