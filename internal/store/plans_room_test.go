package store

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// noRoomForAWhile may write nothing more for a while, and then again.
func noRoomForAWhile(ctx context.Context, path string) error {
	p, err := OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	if err := p.CommitCtx(ctx, "token 1", []byte("data 1"), far); err != nil {
		return err
	}
	var free syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &free); err != nil {
		return err
	}
	full := syscall.Rlimit{Cur: 0, Max: free.Max}
	for round := range 3 {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
			return err
		}
		for range 2 {
			err := p.CommitCtx(ctx, fmt.Sprint("refused ", round), []byte("data"), far)
			fmt.Println("refused:", NoRoom(err), strings.ReplaceAll(fmt.Sprint(err), "\n", " "))
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &free); err != nil {
			return err
		}
		p.now = func() time.Time { return time.Now().Add(time.Duration(round+1) * time.Hour) }
		fmt.Println("kept:", p.CommitCtx(ctx, fmt.Sprint("token ", round+2), []byte(fmt.Sprint("data ", round+2)), far), p.Writable(ctx))
	}
	fmt.Println("over")
	return wait()
}

func TestPlansAreWrittenAgainWhenThereIsRoom(t *testing.T) {
	path := t.TempDir() + "/plans.duckdb"
	process, says := otherProcess(t, "no room for a while", path)
	for says.Scan() && says.Text() != "over" {
		if !strings.HasPrefix(says.Text(), "refused: true ") && says.Text() != "kept: <nil> <nil>" {
			t.Error(says.Text())
		}
	}
	kill(t, process)
	_ = process.Wait()
	wantSessions(t, path, map[string]bool{"1": true, "2": true, "3": true, "4": true, "refused": false})
}
