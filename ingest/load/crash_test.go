package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"inclusion/internal/store"
)

// A child process of this test loads one file into one folder, and may be killed or kept from writing meanwhile.
const (
	childFolder = "INCLUSION_TEST_FOLDER" // the data folder to load into
	childFile   = "INCLUSION_TEST_FILE"
	childLimit  = "INCLUSION_TEST_FILE_SIZE" // bytes that one file may have at most
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		os.Exit(loadAsChild(dir))
	}
	code := m.Run()
	if readyRelease.folder.Dir != "" {
		os.RemoveAll(readyRelease.folder.Dir)
	}
	os.Exit(code)
}

func loadAsChild(dir string) int {
	signal.Ignore(syscall.SIGXFSZ) // so that a write fails, as it does on a full disk
	if limit, err := strconv.ParseUint(os.Getenv(childLimit), 10, 64); err == nil {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			fmt.Println(err)
			return 3
		}
	}
	var t testing.B // for its Fatal, which ends the process here
	l := tinyLoaderOf(&t, store.Folder{Dir: dir})
	report, err := l.Load(context.Background(), []Item{{Path: os.Getenv(childFile), Name: "second.csv"}})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	if report.Rejected() {
		fmt.Println(report.Files)
		return 2
	}
	return 0
}

// child is a process that loads item into the folder.
func child(l *Loader, item Item, more ...string) (*exec.Cmd, *bytes.Buffer) {
	said := &bytes.Buffer{}
	c := exec.Command(os.Args[0])
	// The race detector lets what ends linger for a second, which is of no use here.
	c.Env = append(os.Environ(), append(more, "GORACE=atexit_sleep_ms=50", childFolder+"="+l.Folder.Dir, childFile+"="+item.Path)...)
	c.Stdout, c.Stderr = said, said
	return c, said
}

// twoYears is a folder with a first file loaded and a second that is to come, with what the two together must come to.
func twoYears(t *testing.T) (l *Loader, second Item, want string) {
	t.Helper()
	whole := tinyLoader(t)
	first := offered(t, "first.csv", timeliness(t, whole.Register, "2022", "2023").String())
	second = offered(t, "second.csv", timeliness(t, whole.Register, "2023", "2024").set("101", "2023", "avg_weeks_issue_plan", "21.5").String())
	load(t, whole, first)
	load(t, whole, second)
	l = tinyLoader(t)
	load(t, l, first)
	return l, second, fingerprintOf(t, whole)
}

// standsAfter checks what must hold after a load that ended badly: readers see the first file's figures or both files',
// and loading again comes to the same as if nothing had happened.
func standsAfter(t *testing.T, l *Loader, before string, second Item, want string) {
	t.Helper()
	if now := fingerprintOf(t, l); now != before && now != want {
		t.Error("readers see figures that are neither the old nor the new ones")
	}
	again := tinyLoaderOf(t, l.Folder)
	if report := load(t, again, second); report.Rejected() {
		t.Fatalf("the next load refused the file: %v", report.Files)
	}
	if now := fingerprintOf(t, l); now != want {
		t.Error("the next load came to other figures")
	}
	nothingHalfDone(t, l.Folder)
}

// nothingHalfDone checks that the folder holds only what a finished load leaves.
func nothingHalfDone(t *testing.T, folder store.Folder) {
	t.Helper()
	for name := range contents(t, folder.Dir) {
		if strings.HasPrefix(name, ".") || strings.Contains(name, string(filepath.Separator)+".") || strings.HasSuffix(name, ".wal") {
			t.Errorf("%s was left behind", name)
		}
	}
	for _, dir := range []string{folder.Dir, folder.Staged(), folder.Scratch()} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "reading-") {
				t.Errorf("%s was left behind in %s", e.Name(), dir)
			}
		}
	}
}

func TestALoadThatFailsAtAnyStepLosesNothing(t *testing.T) {
	l, second, want := twoYears(t)
	before := fingerprintOf(t, l)
	for _, step := range []string{"after building", "before keeping", "before naming what was staged", "before promoting", "after promoting"} {
		t.Run(step, func(t *testing.T) {
			copied := tinyLoader(t)
			if err := os.CopyFS(copied.Folder.Dir, os.DirFS(l.Folder.Dir)); err != nil {
				t.Fatal(err)
			}
			power := errors.New("the power went")
			copied.Step = func(name string) error {
				if name == step {
					return power
				}
				return nil
			}
			if _, err := copied.Load(context.Background(), []Item{second}); !errors.Is(err, power) {
				t.Fatalf("the load should have failed %s: %v", step, err)
			}
			standsAfter(t, copied, before, second, want)
		})
	}
}

// TestAFaultOfTheEngineIsTriedOnceMore builds again where the engine's own assertion failed, once and no more.
func TestAFaultOfTheEngineIsTriedOnceMore(t *testing.T) {
	l, second, _ := twoYears(t)
	for _, c := range []struct {
		faults, builds int
		loads          bool
	}{{0, 1, true}, {1, 2, true}, {2, 2, false}} {
		copied := tinyLoader(t)
		if err := os.CopyFS(copied.Folder.Dir, os.DirFS(l.Folder.Dir)); err != nil {
			t.Fatal(err)
		}
		builds := 0
		copied.Step = func(name string) error {
			if name != "after building" {
				return nil
			}
			if builds++; builds <= c.faults {
				return errors.New("INTERNAL Error: Attempted to access index 0 within vector of size 0")
			}
			return nil
		}
		report, err := copied.Load(context.Background(), []Item{second})
		if (err == nil) != c.loads || report.Published != c.loads || builds != c.builds {
			t.Errorf("after %d faults: %d builds, published %t, error %v", c.faults, builds, report.Published, err)
		}
		nothingHalfDone(t, copied.Folder)
	}
}

func TestALoadThatIsKilledAtAnyMomentLosesNothing(t *testing.T) {
	l, second, want := twoYears(t)
	before := fingerprintOf(t, l)
	killed := 0
	for _, delay := range []int{20, 60, 110, 170, 240, 320, 410, 510, 620, 740, 870, 1010, 1160, 1320, 1500} {
		copied := tinyLoader(t)
		if err := os.CopyFS(copied.Folder.Dir, os.DirFS(l.Folder.Dir)); err != nil {
			t.Fatal(err)
		}
		c, _ := child(copied, second)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(delay)*time.Millisecond, func() { c.Process.Kill() })
		if err := c.Wait(); err != nil {
			killed++
		}
		kill.Stop()
		standsAfter(t, copied, before, second, want)
	}
	if killed == 0 {
		t.Error("no load was killed: the delays are too long")
	}
}

func TestAFullDiskIsSaidAndLosesNothing(t *testing.T) {
	l, second, want := twoYears(t)
	before := fingerprintOf(t, l)
	for _, limit := range []int{1 << 10, 16 << 10, 256 << 10, 700 << 10} {
		t.Run(fmt.Sprintf("files of at most %d bytes", limit), func(t *testing.T) {
			copied := tinyLoader(t)
			if err := os.CopyFS(copied.Folder.Dir, os.DirFS(l.Folder.Dir)); err != nil {
				t.Fatal(err)
			}
			kept := contents(t, copied.Folder.Dir)
			c, said := child(copied, second, fmt.Sprintf("%s=%d", childLimit, limit))
			var exit *exec.ExitError
			if err := c.Run(); !errors.As(err, &exit) || exit.ExitCode() != 1 {
				t.Fatalf("the load should fail, and not refuse the file: %v: %s", err, said)
			}
			for _, words := range []string{"is full", "free some and load again", "the last good data serve on"} {
				if !strings.Contains(said.String(), words) {
					t.Errorf("the message should say %q: %s", words, said)
				}
			}
			nothingHalfDone(t, copied.Folder)
			for name, sum := range kept {
				if now := contents(t, copied.Folder.Dir)[name]; now != sum {
					t.Errorf("%s was changed", name)
				}
			}
			standsAfter(t, copied, before, second, want)
		})
	}
}
