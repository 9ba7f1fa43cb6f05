package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMembersAreUnpackedInOrderOfNameToNumberedFiles(t *testing.T) {
	path := zipFile(t, "release.zip",
		packed{name: "supporting-files/b.csv", data: "bb"},
		packed{name: "data/"},
		packed{name: `data\caseload.csv`, data: "a"},
		packed{name: "data-guidance/data-guidance.txt", data: "ccc", stored: true})
	dir := filepath.Join(t.TempDir(), "out")
	members, err := Unzip(path, dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Member{{"data-guidance/data-guidance.txt", 3}, {"data/caseload.csv", 1}, {"supporting-files/b.csv", 2}}
	if diff := cmp.Diff(want, members); diff != "" {
		t.Error(diff)
	}
	for i, text := range []string{"ccc", "a", "bb"} {
		got, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d", i)))
		if err != nil || string(got) != text {
			t.Errorf("file %04d holds %q (%v), want %q", i, got, err, text)
		}
	}
}

func TestANameInTheOldEncodingOfZIPsIsReadAsText(t *testing.T) {
	path := zipFile(t, "old.zip", packed{name: "caf\x82.csv", data: "a"})
	members, err := Unzip(path, t.TempDir(), Limits{})
	if err != nil || len(members) != 1 || members[0].Name != "café.csv" {
		t.Errorf("got %v, %v; want café.csv", members, err)
	}
}

func TestUnsafeMembersAreRefusedByName(t *testing.T) {
	link := func() []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		header := &zip.FileHeader{Name: "data/link.csv"}
		header.SetMode(fs.ModeSymlink | 0o777)
		f, err := w.CreateHeader(header)
		if err == nil {
			_, err = f.Write([]byte("/etc/passwd"))
		}
		if err != nil || w.Close() != nil {
			t.Fatal("the ZIP with a link cannot be built")
		}
		return out.Bytes()
	}
	locked := zipBytes(t, packed{name: "locked.csv", data: "a"})
	for _, mark := range []string{localMark, listMark} { // set the flag that says encrypted, in both headers
		at := bytes.Index(locked, []byte(mark)) + 6
		if mark == listMark {
			at += 2
		}
		locked[at] |= 1
	}
	for _, c := range []struct {
		what string
		data []byte
		say  []string
	}{
		{"a folder above", zipBytes(t, packed{name: "../../evil.csv"}), []string{"../../evil.csv", "points outside"}},
		{"a folder above, in the middle", zipBytes(t, packed{name: "data/../../evil.csv"}), []string{"points outside"}},
		{"a folder above, with backslashes", zipBytes(t, packed{name: `data\..\..\evil.csv`}), []string{"points outside"}},
		{"an absolute name", zipBytes(t, packed{name: "/etc/cron.d/evil"}), []string{"/etc/cron.d/evil", "points outside"}},
		{"a drive", zipBytes(t, packed{name: `C:\evil.csv`}), []string{"points outside"}},
		{"no name", zipBytes(t, packed{name: "", data: "a"}), []string{"points outside"}},
		{"a name with a line end", zipBytes(t, packed{name: "a\nb.csv"}), []string{`a\nb.csv`}},
		{"a link", link(), []string{"data/link.csv", "link"}},
		{"two members of one name", zipBytes(t, packed{name: "a.csv"}, packed{name: "a.csv"}), []string{"two members are called a.csv"}},
		{"a password", locked, []string{"locked.csv", "password"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			root := t.TempDir()
			_, err := Unzip(written(t, "edition.zip", c.data), filepath.Join(root, "out"), Limits{})
			wantError(t, err, append(c.say, "edition.zip")...)
			if left, _ := os.ReadDir(root); len(left) > 0 {
				t.Errorf("%v is left behind", left)
			}
		})
	}
}

func TestBombsAreStoppedWhileTheyUnpack(t *testing.T) {
	zeros := strings.Repeat("0", 4<<20)
	lying := zipBytes(t, packed{name: "lie.csv", data: strings.Repeat("0,1\n", 1<<18)})
	sizeInList := bytes.Index(lying, []byte(listMark)) + 24
	copy(lying[sizeInList:], []byte{10, 0, 0, 0})
	many := make([]packed, 30)
	for i := range many {
		many[i] = packed{name: fmt.Sprintf("m%d.csv", i), data: "a"}
	}
	for _, c := range []struct {
		what string
		data []byte
		lim  Limits
		say  []string
	}{
		{"a member that packs to a thousandth", zipBytes(t, packed{name: "zeros.csv", data: zeros}), Limits{}, []string{"zeros.csv", "more than 250 times its size"}},
		{"more than the file may hold", zipBytes(t, packed{name: "a.csv", data: "abc"}, packed{name: "b.csv", data: "abc"}), Limits{MaxBytes: 5}, []string{"b.csv", "more than 5 bytes"}},
		{"too many members", zipBytes(t, many...), Limits{MaxMembers: 29}, []string{"30 members", "limit of 29"}},
		{"a size that is a lie", lying, Limits{}, []string{"lie.csv", "download it again"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Unzip(written(t, "bomb.zip", c.data), dir, c.lim)
			wantError(t, err, append(c.say, "bomb.zip")...)
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%v is left behind", left)
			}
		})
	}
}

func TestAZIPInsideAZIPIsOneMemberAndHasItsOwnLimits(t *testing.T) {
	inner := zipBytes(t, packed{name: "zeros.csv", data: strings.Repeat("0", 4<<20)})
	path := zipFile(t, "outer.zip", packed{name: "inner.zip", data: string(inner), stored: true})
	dir := t.TempDir()
	members, err := Unzip(path, dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Member{{"inner.zip", int64(len(inner))}}, members); diff != "" {
		t.Error(diff)
	}
	_, err = Unzip(filepath.Join(dir, "0000"), t.TempDir(), Limits{MaxBytes: 1 << 20, MaxRatio: 5000})
	wantError(t, err, "zeros.csv", "more than 1048576 bytes")
}

func TestAZIPCutAnywhereIsAnErrorThatSaysToDownloadItAgain(t *testing.T) {
	inner := zipBytes(t, packed{name: "inside.csv", data: "a,b\n"})
	whole := zipBytes(t,
		packed{name: "data/assessments.csv", data: strings.Repeat("time_period,la_name\n", 40)},
		packed{name: "inner.zip", data: string(inner), stored: true},
		packed{name: "data/caseload.csv", data: "2025,Camden\n2024,Barnet\n"})
	for cut := range len(whole) {
		path := written(t, "cut.zip", whole[:cut])
		_, err := Unzip(path, t.TempDir(), Limits{})
		if cut < len(localMark) {
			wantError(t, err, "cut.zip", "not a ZIP")
			continue
		}
		wantError(t, err, "cut.zip", "download it again")
		if _, err := KindOf(path); err != nil {
			t.Errorf("cut after %d bytes: %v", cut, err)
		}
	}
	inCaseload := bytes.Index(whole, []byte("data/caseload.csv")) + 20
	_, err := Unzip(written(t, "cut.zip", whole[:inCaseload]), t.TempDir(), Limits{})
	wantError(t, err, "the file ends in the middle of member data/caseload.csv: download it again")
}

func TestTheMemberThatALargeCutFileEndsInIsNamed(t *testing.T) {
	whole := zipBytes(t,
		packed{name: "data/first.csv", data: strings.Repeat("x", 100<<10), stored: true},
		packed{name: "data/second.csv", data: strings.Repeat("y", 300<<10), stored: true})
	for _, c := range []struct {
		cut  int
		name string
	}{{50 << 10, "data/first.csv"}, {150 << 10, "data/second.csv"}, {350 << 10, "data/second.csv"}} {
		_, err := Unzip(written(t, "cut.zip", whole[:c.cut]), t.TempDir(), Limits{})
		wantError(t, err, "in the middle of member "+c.name)
	}
}

func TestADamagedMemberIsNamed(t *testing.T) {
	whole := zipBytes(t, packed{name: "data/caseload.csv", data: "2025,Camden", stored: true})
	whole[bytes.Index(whole, []byte("Camden"))] = 'X'
	dir := t.TempDir()
	_, err := Unzip(written(t, "edition.zip", whole), dir, Limits{})
	wantError(t, err, "edition.zip", "data/caseload.csv", "damaged", "download it again")
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

func TestAFileAlreadyInTheFolderIsNotWrittenOver(t *testing.T) {
	dir := t.TempDir()
	secret := written(t, "secret", []byte("kept"))
	if err := os.Symlink(secret, filepath.Join(dir, "0000")); err != nil {
		t.Fatal(err)
	}
	_, err := Unzip(zipFile(t, "a.zip", packed{name: "a.csv", data: "gone"}), dir, Limits{})
	wantError(t, err, "empty folder")
	if got, _ := os.ReadFile(secret); string(got) != "kept" {
		t.Errorf("the file behind the link now holds %q", got)
	}
}

func TestBytesAfterTheListOfMembersAreNoReasonToRefuseAZIP(t *testing.T) {
	whole := append(zipBytes(t, packed{name: "a.csv", data: "a"}), "\r\n"...)
	if members, err := Unzip(written(t, "a.zip", whole), t.TempDir(), Limits{}); err != nil || len(members) != 1 {
		t.Errorf("got %v, %v", members, err)
	}
}
