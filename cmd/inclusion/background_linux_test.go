package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestALoadGivesWayToReaders looks at every thread of a load while it waits for a file's bytes, with a server on the folder and without.
func TestALoadGivesWayToReaders(t *testing.T) {
	for _, served := range []bool{true, false} {
		data, want := t.TempDir(), 0
		if served {
			want = lowest
			server, err := net.Listen("unix", socketOf(data))
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
		}
		for _, nice := range niceWhileLoading(t, data) {
			if nice != fmt.Sprint(want) {
				t.Errorf("with a server (%t) a thread of the load has the nice value %s, want %d", served, nice, want)
			}
		}
	}
}

// niceWhileLoading are the nice values of a load's threads.
func niceWhileLoading(t *testing.T, data string) (all []string) {
	t.Helper()
	dir := t.TempDir()
	slow := filepath.Join(dir, "slow.csv")
	if err := syscall.Mkfifo(slow, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "inclusion", "--data", data, "ingest", "--from", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bytes, err := os.OpenFile(slow, os.O_WRONLY, 0) // which waits until the load reads
	if err != nil {
		t.Fatal(err)
	}
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		t.Fatalf("no threads are seen (%v)", err)
	}
	for _, thread := range threads {
		stat, err := os.ReadFile(thread)
		if err != nil {
			continue // it has ended meanwhile
		}
		// The name of the program stands in brackets; the nice value is the 17th after it.
		all = append(all, strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))[16])
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	if err := bytes.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}
