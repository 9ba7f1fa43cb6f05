package read

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// largeAuthority is more people than any authority has.
const largeAuthority = 20_000

func readAway(b testing.TB, body io.Reader) (people int) {
	b.Helper()
	_, err := File(context.Background(), returns.Upload{Body: body, Size: -1}, Options{Years: years(b)},
		func(*sen2.Header) error { return nil },
		func(*sen2.Person) error { people++; return nil })
	if err != nil {
		b.Fatal(err)
	}
	return people
}

// BenchmarkXML reads the return of a large authority.
func BenchmarkXML(b *testing.B) {
	file, err := io.ReadAll(newInvented(largeAuthority))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if n := readAway(b, bytes.NewReader(file)); n != largeAuthority {
			b.Fatalf("%d people", n)
		}
	}
}

// BenchmarkXMLBesideXmllint reads the same file as xmllint does, one after the other, and gives the ratio of their times.
func BenchmarkXMLBesideXmllint(b *testing.B) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		b.Skip("needs xmllint")
	}
	path := filepath.Join(b.TempDir(), "return.xml")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(out, newInvented(largeAuthority)); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	var ours, theirs time.Duration
	for b.Loop() {
		started := time.Now()
		file, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		readAway(b, file)
		file.Close()
		ours += time.Since(started)
		started = time.Now()
		if err := exec.Command(xmllint, "--stream", "--noout", path).Run(); err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(started)
	}
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms-read")
	b.ReportMetric(float64(theirs.Milliseconds())/float64(b.N), "ms-xmllint")
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "ratio")
}

// BenchmarkXMLOfEngland reads a return the size of England's as a stream, and gives the most memory that was in use.
func BenchmarkXMLOfEngland(b *testing.B) {
	const people = 1_200_000
	for b.Loop() {
		most := uint64(0)
		n := 0
		_, err := File(context.Background(), returns.Upload{Body: newInvented(people), Size: -1}, Options{Years: years(b)},
			func(*sen2.Header) error { return nil },
			func(*sen2.Person) error {
				if n++; n%20_000 == 0 {
					most = max(most, inUse())
				}
				return nil
			})
		if err != nil || n != people {
			b.Fatalf("%d people, %v", n, err)
		}
		b.ReportMetric(float64(most)/(1<<20), "MB-in-use")
	}
}

// inUse is how many bytes the program holds.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
