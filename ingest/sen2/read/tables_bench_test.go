package read

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"inclusion/ingest/sen2"
)

// BenchmarkExport reads the export of a large authority, whose tables are in order.
func BenchmarkExport(b *testing.B) { benchmarkFile(b, asExport(b, inventedReturn(largeAuthority))) }

// BenchmarkExportOutOfOrder reads the same with the people turned around, so that the tables are held in memory.
func BenchmarkExportOutOfOrder(b *testing.B) {
	tables := tablesOf(inventedReturn(largeAuthority))
	backwards(tables[sen2.People])
	benchmarkFile(b, zipped(b, exportFiles(tables)))
}

// BenchmarkTemplate reads the data entry template of a large authority.
func BenchmarkTemplate(b *testing.B) { benchmarkFile(b, asTemplate(b, inventedReturn(largeAuthority))) }

func benchmarkFile(b *testing.B, file []byte) {
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	most := uint64(0)
	for b.Loop() {
		n, _ := countPeople(b, file)
		if n != largeAuthority {
			b.Fatalf("%d people", n)
		}
		most = max(most, inUse())
	}
	b.ReportMetric(float64(most)/(1<<20), "MB-in-use")
}

// BenchmarkExportOfEngland reads a folder the size of England's, and gives the most memory that was in use.
func BenchmarkExportOfEngland(b *testing.B) {
	const people = 1_200_000
	folder := b.TempDir()
	writeEngland(b, folder, people)
	for b.Loop() {
		runtime.GC()
		n, most := 0, watchMemory()
		_, err := Folder(context.Background(), folder, Options{Years: years(b)},
			func(*sen2.Header) error { return nil }, func(*sen2.Person) error { n++; return nil })
		if err != nil || n != people {
			b.Fatalf("%d people, %v", n, err)
		}
		b.ReportMetric(float64(most())/(1<<20), "MB-in-use")
	}
}

// watchMemory looks again and again at how many bytes the program holds, until the most is asked for.
func watchMemory() (most func() uint64) {
	stop, found := make(chan struct{}), make(chan uint64)
	go func() {
		most := inUse()
		for tick := time.Tick(20 * time.Millisecond); ; {
			select {
			case <-tick:
				most = max(most, inUse())
			case <-stop:
				found <- most
				return
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-found
	}
}

// writeEngland writes the tables of many people, a thousand at a time, with identifiers that go on.
func writeEngland(b *testing.B, folder string, people int) {
	b.Helper()
	files := map[sen2.Group]*os.File{}
	for g := range tablesOf(nil) {
		file, err := os.Create(filepath.Join(folder, tableFile(g)))
		mustDo(b, err)
		defer file.Close()
		files[g] = file
	}
	some := inventedReturn(1000)
	tables := tablesOf(nil)
	for g, rows := range tables {
		_, err := files[g].Write(csvOf(rows, "\n"))
		mustDo(b, err)
	}
	for range people / 1000 {
		before := map[sen2.Group]int{}
		for g, rows := range tables {
			before[g] = len(rows)
		}
		for _, p := range some {
			addRow(tables, p, "1")
		}
		for _, g := range tablesOfPeople {
			_, err := files[g].Write(csvOf(tables[g][before[g]:], "\n"))
			mustDo(b, err)
			clear(tables[g][before[g]:])
		}
	}
}

// backwards turns the rows of a table around, but for its names.
func backwards(rows [][]string) {
	for i, j := 1, len(rows)-1; i < j; i, j = i+1, j-1 {
		rows[i], rows[j] = rows[j], rows[i]
	}
}
