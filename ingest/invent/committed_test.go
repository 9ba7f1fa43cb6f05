package invent

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/flate"

	"inclusion/internal/area"
)

var write = flag.Bool("write", false, "write the sample into sample-data before looking at it")

const committed = "../../sample-data"

// sample is the default sample, made once for all tests.
var sample = sync.OnceValues(func() ([]File, error) { return Files(DefaultSeed) })

func made(t *testing.T) []File {
	t.Helper()
	files, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// uncompressed is the sample of a seed in containers that are not compressed, which is half the work: the same is inside.
func uncompressed(t *testing.T, seed uint64) []File {
	t.Helper()
	defer func(before int) { effort = before }(effort)
	effort = flate.NoCompression
	files, err := Files(seed)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(made(t)) {
		t.Fatalf("seed %d makes %d files, not %d", seed, len(files), len(made(t)))
	}
	return files
}

// inside is what a container holds, in its order; of any other file the file itself.
func inside(t *testing.T, f File) []File {
	t.Helper()
	if !bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) { // a ZIP, which workbooks are too
		return []File{f}
	}
	files, err := unpacked(f.Data)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// parts is what every file of the sample holds inside.
func parts(t *testing.T) [][]File {
	t.Helper()
	if len(unpackedSample) == 0 {
		for _, f := range made(t) {
			unpackedSample = append(unpackedSample, inside(t, f))
		}
	}
	return unpackedSample
}

var unpackedSample [][]File

func theSame(a, b []File) bool {
	return slices.EqualFunc(a, b, func(x, y File) bool { return x.Name == y.Name && bytes.Equal(x.Data, y.Data) })
}

// TestTheSameSeedGivesTheSameBytes makes the sample again, and packs a container again. That all are packed to the same bytes again is
// what TestCommittedFilesAreTheGeneratorsOwn finds.
func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	again, smallest := uncompressed(t, DefaultSeed), -1
	for i, f := range made(t) {
		if f.Name != again[i].Name || !theSame(parts(t)[i], inside(t, again[i])) {
			t.Errorf("%s differs between two runs", f.Name)
		}
		if filepath.Ext(f.Name) == ".zip" && (smallest < 0 || len(f.Data) < len(made(t)[smallest].Data)) {
			smallest = i
		}
	}
	data, err := pack(parts(t)[smallest]...)
	if f := made(t)[smallest]; err != nil || !bytes.Equal(data, f.Data) {
		t.Errorf("%s is packed to other bytes the second time (%v)", f.Name, err)
	}
}

func TestAnotherSeedGivesOtherFigures(t *testing.T) {
	other := uncompressed(t, DefaultSeed+1)
	for i, f := range made(t) {
		if f.Name != "areas.yaml" && theSame(parts(t)[i], inside(t, other[i])) {
			t.Errorf("%s does not depend on the seed", f.Name)
		}
	}
}

func TestCommittedFilesAreTheGeneratorsOwn(t *testing.T) {
	if *write {
		if err := Write(committed, DefaultSeed); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{"README.md", "sampledata.go"}
	for _, f := range made(t) {
		names = append(names, f.Name)
		there, err := os.ReadFile(filepath.Join(committed, f.Name))
		if err != nil {
			t.Errorf("%v; write the sample with: go test ./ingest/invent -run Committed -write", err)
		} else if !bytes.Equal(there, f.Data) {
			t.Errorf("%s is not what the generator makes; write the sample again with: go test ./ingest/invent -run Committed -write", f.Name)
		}
	}
	listed, err := os.ReadDir(committed)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range listed {
		if !slices.Contains(names, entry.Name()) {
			t.Errorf("sample-data holds %s, which the generator does not make", entry.Name())
		}
	}
}

func TestTheSampleIsSmall(t *testing.T) {
	size := 0
	for _, f := range made(t) {
		size += len(f.Data)
	}
	if size >= 5_000_000 {
		t.Errorf("the sample is %d bytes; it is to stay under 5,000,000", size)
	}
}

func TestTheReadMeNamesEveryFile(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(committed, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made(t) {
		name := f.Name
		if strings.HasPrefix(name, "dedicated-schools-grant_") {
			name = "dedicated-schools-grant_*.ods"
		}
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("README.md does not say what %s is", f.Name)
		}
	}
}

func TestNoPlaceIsReal(t *testing.T) {
	keys, codes := map[string]bool{}, map[string]bool{}
	england := area.England()
	real := slices.Concat(england.Authorities(), england.Regions(), england.Subregions())
	for _, a := range real {
		codes[a.Code] = true
		for _, name := range append(slices.Clone(a.Aliases), a.Name) {
			keys[area.NameKey(name)] = true
		}
		for _, o := range a.ONS {
			codes[o.Code] = true
		}
	}
	for _, p := range places {
		for _, name := range append(slices.Clone(p.aliases), p.name) {
			if keys[area.NameKey(name)] {
				t.Errorf("%s is a real place", name)
			}
		}
		if codes[p.code] || codes[p.ons] || codes[p.onsBefore] {
			t.Errorf("%s has a code of a real place", p.name)
		}
	}
	for _, g := range slices.Concat(regions, subregions) {
		if keys[area.NameKey(g.name)] || codes[g.code] {
			t.Errorf("%s is a real region", g.name)
		}
	}
}

func TestTheRegisterLoads(t *testing.T) {
	for _, f := range made(t) {
		if f.Name != "areas.yaml" {
			continue
		}
		r, err := area.Load(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(r.Authorities()); got != 60 {
			t.Errorf("the register has %d authorities, not 60", got)
		}
		if got := len(r.Partnerships()); got != 9 {
			t.Errorf("the register has %d expert partnerships, not 9", got)
		}
		for _, p := range r.Partnerships() {
			if n := len(p.Members); n < 2 || n > 4 {
				t.Errorf("the expert partnership %s has %d areas", p.Name, n)
			}
		}
	}
}
