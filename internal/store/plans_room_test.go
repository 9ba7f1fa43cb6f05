package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
			fmt.Println("refused:", NoRoom(err) && errors.Is(err, ErrNotKept), strings.ReplaceAll(fmt.Sprint(err), "\n", " "))
		}
		data, found, err := p.FindCtx(ctx, fmt.Sprint("token ", round+1))
		fmt.Println("read:", string(data) == fmt.Sprint("data ", round+1), found, err)
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
		if !strings.HasPrefix(says.Text(), "refused: true ") && says.Text() != "read: true true <nil>" && says.Text() != "kept: <nil> <nil>" {
			t.Error(says.Text())
		}
	}
	kill(t, process)
	_ = process.Wait()
	wantSessions(t, path, map[string]bool{"1": true, "2": true, "3": true, "4": true, "refused": false})
}

// noRoomForACopy brings older plans up to date where nothing as large as they are can be written.
func noRoomForACopy(ctx context.Context, path string) error {
	known, err := knownMigrations()
	if err != nil {
		return err
	}
	p, err := openPlans(ctx, path, known[:2])
	if err == nil {
		err = errors.Join(p.CommitCtx(ctx, "token 1", []byte("data 1"), far), p.Close())
	}
	if err != nil {
		return err
	}
	about, err := os.Stat(path)
	if err != nil {
		return err
	}
	var free syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &free); err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(about.Size()) - 1, Max: free.Max}); err != nil {
		return err
	}
	_, err = openPlans(ctx, path, known)
	fmt.Println("refused:", NoRoom(err), strings.ReplaceAll(fmt.Sprint(err), "\n", " "))
	return nil
}

func TestTablesStayAsTheyAreWhereThereIsNoRoomForACopyOfThePlans(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plans.duckdb")
	process, says := otherProcess(t, "no room for a copy", path)
	if !says.Scan() || !strings.HasPrefix(says.Text(), "refused: true there is no room for a copy of the plans, so their tables are not brought up to date (migration 0003_") {
		t.Fatalf("the other process said %q", says.Text())
	}
	kill(t, process)
	_ = process.Wait()
	if left, err := filepath.Glob(filepath.Join(dir, "*copying*")); err != nil || len(left) > 0 {
		t.Errorf("%v, %v is left of the copy", left, err)
	}
	if found, err := CheckPlans(t.Context(), path); err != nil || len(found.Migrations) != 2 {
		t.Fatalf("%+v, %v; want the plans with the 2 migrations that they had", found, err)
	}
	wantSessions(t, path, map[string]bool{"1": true}) // and with room they are brought up to date
	if found, err := CheckPlans(t.Context(), path); err != nil || len(found.Migrations) < 3 {
		t.Errorf("%+v, %v; want all migrations", found, err)
	}
}
