package load

import (
	"archive/zip"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkReleaseZip loads the whole 2025 release of EHC plans into an empty folder, and sets the time beside that of one
// DuckDB process reading the same CSVs into tables. The metric "ratio" is the one over the other.
func BenchmarkReleaseZip(b *testing.B) {
	release := realFile(b, "ehc-plans/education-health-and-care-plans_2025.zip")
	var ours, plain time.Duration
	for b.Loop() {
		l := newLoader(b, "england")
		started := time.Now()
		report := load(b, l, release)
		ours += time.Since(started)
		if !report.Published || report.Rejected() {
			b.Fatalf("the release was not loaded: %v", report.Files)
		}
		b.StopTimer()
		plain += readPlainly(b, l, release.Path)
		b.StartTimer()
	}
	b.ReportMetric(ours.Seconds()/float64(b.N), "s/load")
	b.ReportMetric(plain.Seconds()/float64(b.N), "s/plain")
	b.ReportMetric(ours.Seconds()/plain.Seconds(), "ratio")
}

// readPlainly is how long the engine takes to unpack the ZIP and read each of its CSVs into a table of a database file, as a
// load does, the file closed and whole at the end.
func readPlainly(b *testing.B, l *Loader, path string) time.Duration {
	b.Helper()
	started := time.Now()
	dir := b.TempDir()
	z, err := zip.OpenReader(path)
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	db, err := l.Engine.Create(context.Background(), filepath.Join(dir, "plain.duckdb"))
	if err != nil {
		b.Fatal(err)
	}
	for i, m := range z.File {
		if strings.HasPrefix(m.Name, "data/") { // the supporting files are not all tables
			readMember(b, db, m, filepath.Join(dir, fmt.Sprintf("t%d.csv", i)), i)
		}
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return time.Since(started)
}

func readMember(b *testing.B, db *sql.DB, m *zip.File, to string, i int) {
	b.Helper()
	in, err := m.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	if _, err := db.Exec(fmt.Sprintf("create table t%d as select * from read_csv(%s)", i, quote(to))); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkEverything loads every real file at once into an empty folder.
func BenchmarkEverything(b *testing.B) {
	items := publishedFiles(b)
	for b.Loop() {
		l := newLoader(b, "england")
		report := load(b, l, items...)
		if !report.Published {
			b.Fatalf("nothing was published: %v", report.Files)
		}
	}
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(use.Maxrss)/1024, "MB-peak")
}
