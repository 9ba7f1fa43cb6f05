package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// named makes a file with a name in the root folder.
func (d *disk) named(name, text string) *inode {
	i := d.made(false, 0o600)
	i.write([]byte(text), 0)
	d.edit(change{{d.root(), name, i.number}})
	return i
}

// left is what a power cut that takes everything not durable leaves of the root folder: "name=text name=text".
func left(t *testing.T, d *disk) string {
	t.Helper()
	dir := t.TempDir()
	if err := d.off(loss{everything: true}, dir); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Name()+"="+string(text))
	}
	return strings.Join(all, " ")
}

func TestAPowerCutLeavesWhatWasSynced(t *testing.T) {
	for _, c := range []struct {
		name            string
		do              func(d *disk)
		strict, journal string // what is left where only POSIX is promised, and where there is a journal
	}{
		{"nothing synced", func(d *disk) { d.named("a", "one") }, "", ""},
		{"a file and its folder synced", func(d *disk) { d.sync(d.named("a", "one")); d.sync(d.root()) }, "a=one", "a=one"},
		{"a file synced, its folder not", func(d *disk) { d.sync(d.named("a", "one")) }, "", "a=one"},
		{"a folder synced, its file not", func(d *disk) { d.named("a", "one"); d.sync(d.root()) }, "a=", "a="},
		{"a file written on", func(d *disk) {
			a := d.named("a", "one")
			d.sync(a)
			d.sync(d.root())
			a.write([]byte("two"), 0)
			a.write([]byte(" and more"), 3)
		}, "a=one", "a=one"},
		{"a file cut and written again", func(d *disk) {
			a := d.named("a", "one two")
			d.sync(a)
			d.sync(d.root())
			a.cut(0)
			a.write([]byte("three"), 0)
		}, "a=one two", "a=one two"},
		{"a file replaced without syncing it", func(d *disk) {
			d.sync(d.named("a", "old"))
			b := d.named("b", "new")
			d.edit(change{{d.root(), "b", 0}, {d.root(), "a", b.number}})
			d.sync(d.root())
		}, "a=", "a="},
		{"a file replaced as it should be", func(d *disk) {
			d.sync(d.named("a", "old"))
			b := d.named("b", "new")
			d.sync(b)
			d.edit(change{{d.root(), "b", 0}, {d.root(), "a", b.number}})
			d.sync(d.root())
		}, "a=new", "a=new"},
		{"a file removed", func(d *disk) {
			d.sync(d.named("a", "one"))
			d.sync(d.root())
			d.edit(change{{d.root(), "a", 0}})
		}, "a=one", "a=one"},
	} {
		for _, d := range []*disk{newDisk(false), newDisk(true)} {
			c.do(d)
			want := c.strict
			if d.journal {
				want = c.journal
			}
			if got := left(t, d); got != want {
				t.Errorf("%s, journal %t: %q is left, want %q", c.name, d.journal, got, want)
			}
		}
	}
}

// TestAPowerCutMayLeaveAnyPartOfWhatWasNotSynced counts what becomes of two blocks and of two names over many cuts.
func TestAPowerCutMayLeaveAnyPartOfWhatWasNotSynced(t *testing.T) {
	seen, names := map[string]bool{}, map[string]bool{}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		d := newDisk(false)
		a := d.named("a", strings.Repeat("o", 2*blockSize))
		d.sync(a)
		d.sync(d.root())
		a.write(bytes.Repeat([]byte("n"), 2*blockSize), 0)
		seen[string(a.after(loss{chance: chance})[blockSize-1:blockSize+1])] = true
		d.named("b", "")
		d.named("c", "")
		d.keepSome(loss{chance: chance})
		names[strings.Join(sorted(d.root().lasting), "")] = true
	}
	for _, want := range []string{"oo", "on", "no", "nn"} {
		if !seen[want] {
			t.Errorf("two blocks were never left as %q", want)
		}
	}
	for _, want := range []string{"a", "ab", "ac", "abc"} {
		if !names[want] {
			t.Errorf("the names %q were never left", want)
		}
	}
}

// TestAJournalKeepsChangesInTheirOrder never keeps a later name without the earlier.
func TestAJournalKeepsChangesInTheirOrder(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		d := newDisk(true)
		d.named("a", "")
		d.named("b", "")
		d.keepSome(loss{chance: chance})
		if got := strings.Join(sorted(d.root().lasting), ""); got == "b" {
			t.Fatal("the later name was kept without the earlier")
		}
	}
}

// TestADeafDiskLosesWhatItSaidItHadSynced and keeps what was there before.
func TestADeafDiskLosesWhatItSaidItHadSynced(t *testing.T) {
	d := newDisk(false)
	a := d.named("a", "old")
	d.sync(a)
	d.sync(d.root())
	d.deaf = true
	a.write([]byte("new"), 0)
	d.named("b", "")
	d.sync(a)
	d.sync(d.root())
	if got := string(a.after(loss{everything: true})); got != "old" {
		t.Errorf("a cut leaves %q of what was not kept, want %q", got, "old")
	}
	if got := strings.Join(sorted(d.root().lasting), ""); got != "a" {
		t.Errorf("a cut leaves the names %q, want %q", got, "a")
	}
}
