package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// far is a date that is far off for as long as the tests are run.
var far = time.Date(2201, time.January, 1, 0, 0, 0, 0, time.UTC)

// otherProcess starts this test program again to play a part of TestPartOfAnotherProcess on the plans at path.
func otherProcess(t *testing.T, part, path string) (process *exec.Cmd, says *bufio.Scanner) {
	t.Helper()
	process = exec.Command(os.Args[0], "-test.run=^TestPartOfAnotherProcess$", "-test.v=false")
	process.Env = append(os.Environ(), "STORE_TEST_PART="+part, "STORE_TEST_PLANS="+path)
	process.Stderr = os.Stderr
	_, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	return process, bufio.NewScanner(out)
}

// TestPartOfAnotherProcess is what the other process does; by itself it has nothing to show.
func TestPartOfAnotherProcess(t *testing.T) {
	path := os.Getenv("STORE_TEST_PLANS")
	parts := map[string]func(context.Context, string) error{
		"hold": hold, "commit": commitForEver, "commit after long history": commitAfterHistory, "alter": alter, "full disk": fullDisk,
		"save": saveForEver, "no room for a while": noRoomForAWhile,
		"read": readOnly, "no room for a copy": noRoomForACopy,
	}
	if part, ok := parts[os.Getenv("STORE_TEST_PART")]; ok {
		if err := part(t.Context(), path); err != nil {
			fmt.Println("failed:", err)
		}
	}
}

// wait keeps the process as it is until it is killed, or the one that started it has gone.
func wait() error {
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

func hold(ctx context.Context, path string) error {
	if _, err := OpenPlans(ctx, path); err != nil {
		return err
	}
	fmt.Println("open")
	return wait()
}

// commitForEver says the number of each session once it has been told that it is kept. Every tenth is ended again.
func commitForEver(ctx context.Context, path string) error {
	p, err := OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	return commitOn(ctx, p)
}

// commitAfterHistory first makes the file go through its checkpoints.
func commitAfterHistory(ctx context.Context, path string) error {
	p, err := OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	for round := range 2 {
		for i := range 50 {
			if err := p.CommitCtx(ctx, fmt.Sprint("old ", i), make([]byte, 1000*(round+1)), far); err != nil {
				return err
			}
		}
		if _, err := p.db.ExecContext(ctx, "checkpoint"); err != nil {
			return err
		}
	}
	return commitOn(ctx, p)
}

func commitOn(ctx context.Context, p *Plans) error {
	for i := 1; ; i++ {
		if err := p.CommitCtx(ctx, fmt.Sprint("token ", i), []byte(fmt.Sprint("data ", i)), far); err != nil {
			return err
		}
		if i%10 == 0 {
			fmt.Println("ending", i)
			if err := p.DeleteCtx(ctx, fmt.Sprint("token ", i)); err != nil {
				return err
			}
			fmt.Println("ended", i)
		} else {
			fmt.Println("kept", i)
		}
	}
}

// alter leaves in the journal what engine 1.4 does not open by itself.
func alter(ctx context.Context, path string) error {
	p, err := OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	if err := p.CommitCtx(ctx, "token 1", []byte("data 1"), far); err != nil {
		return err
	}
	if _, err := p.db.ExecContext(ctx, "alter table session add column begun timestamp default current_timestamp::timestamp"); err != nil {
		return err
	}
	fmt.Println("altered")
	return wait()
}

// fullDisk may write no byte more to any file, from when the plans are open.
func fullDisk(ctx context.Context, path string) error {
	p, err := OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	if err := p.Writable(ctx); err != nil {
		return err
	}
	p.now = func() time.Time { return time.Now().Add(time.Hour) }
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{}); err != nil {
		return err
	}
	if err := p.Writable(ctx); err == nil {
		return errors.New("the plans count as writable")
	} else {
		fmt.Println("not writable:", err)
	}
	return wait()
}

func kill(t *testing.T, process *exec.Cmd) {
	t.Helper()
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasAcknowledgedOutlivesAKilledProcess(t *testing.T) {
	for _, part := range []string{"commit", "commit after long history"} {
		path := filepath.Join(t.TempDir(), "plans.duckdb")
		kept := map[string]bool{}
		for _, moment := range []int{1, 10, 47} {
			process, says := otherProcess(t, part, path)
			lines := 0
			for says.Scan() {
				if lines++; lines == moment {
					kill(t, process)
				}
				did, n, _ := strings.Cut(says.Text(), " ")
				switch did {
				case "kept":
					kept[n] = true
				case "ending":
					delete(kept, n) // it may be there or not, until it is said to have ended
				case "ended":
					kept[n] = false
				default:
					t.Fatal(says.Text())
				}
			}
			if lines < moment {
				t.Fatalf("%s: the other process said %d lines", part, lines)
			}
			_ = process.Wait()
			wantSessions(t, path, kept)
		}
	}
}

func wantSessions(t *testing.T, path string, kept map[string]bool) {
	t.Helper()
	p := opened(t, path)
	for n, is := range kept {
		data, found, err := p.FindCtx(t.Context(), "token "+n)
		if err != nil || found != is || is && string(data) != "data "+n {
			t.Errorf("session %s of %d: %q, found %t, %v; want %t", n, len(kept), data, found, err, is)
		}
	}
	if err := p.Writable(t.Context()); err != nil {
		t.Error(err)
	}
	if err := p.CommitCtx(t.Context(), "token 1", []byte("data 1"), far); err != nil {
		t.Error(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func TestPlansThatTheEngineCannotOpenAreRecovered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	process, says := otherProcess(t, "alter", path)
	if !says.Scan() || says.Text() != "altered" {
		t.Fatalf("the other process said %q", says.Text())
	}
	kill(t, process)
	_ = process.Wait()
	if db, err := openWriter(t.Context(), path); err == nil {
		t.Error("the engine opens the file by itself: the fault that openOrRecover guards against has gone", db.Close())
	}
	wantSessions(t, path, map[string]bool{"1": true})
}

func TestASecondProcessIsToldThatThePlansAreOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	process, says := otherProcess(t, "hold", path)
	if !says.Scan() || says.Text() != "open" {
		t.Fatalf("the other process said %q", says.Text())
	}
	if _, err := OpenPlans(t.Context(), path); !errors.Is(err, ErrPlansOpen) || !strings.Contains(err.Error(), path) {
		t.Errorf("%v; want that another process has %s open", err, path)
	}
	if _, err := openOrRecover(t.Context(), path); !errors.Is(err, ErrPlansOpen) {
		t.Errorf("%v; want the engine's own lock to be told as the same", err)
	}
	kill(t, process)
	_ = process.Wait()
	p := opened(t, path)
	if _, err := OpenPlans(t.Context(), path); !errors.Is(err, ErrPlansOpen) {
		t.Errorf("%v; want the plans refused to the process that has them open", err)
	}
	if err := p.Writable(t.Context()); err != nil {
		t.Errorf("after the second try: %v", err)
	}
}

func TestAFullDiskIsNotWritable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	process, says := otherProcess(t, "full disk", path)
	if !says.Scan() || !strings.HasPrefix(says.Text(), "not writable: trying to write the plans: ") {
		t.Fatalf("the other process said %q", says.Text())
	}
	kill(t, process)
	_ = process.Wait()
	wantSessions(t, path, nil)
}
