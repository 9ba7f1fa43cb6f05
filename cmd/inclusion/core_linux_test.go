//go:build linux

package main

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTheProgramLeavesNoDumpOfItsMemory ends a server as a fault of its own would, and looks whether the system wrote its memory down.
func TestTheProgramLeavesNoDumpOfItsMemory(t *testing.T) {
	script := `ulimit -c unlimited 2>/dev/null; exec inclusion serve --no-sample --no-jobs --addr 127.0.0.1:0 --data "$0"`
	cmd := exec.CommandContext(t.Context(), "sh", "-c", script, t.TempDir())
	cmd.Env = append(cmd.Environ(), "GOTRACEBACK=crash")
	told := &firstLine{with: `"serving"`, at: make(chan struct{})}
	cmd.Stderr = told
	cmd.WaitDelay = time.Minute
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-told.at
	if err := cmd.Process.Signal(syscall.SIGABRT); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it fails
	if state := cmd.ProcessState.Sys().(syscall.WaitStatus); !state.Signaled() || state.CoreDump() {
		t.Errorf("it ended with %v, and its memory was dumped: %t", cmd.ProcessState, state.CoreDump())
	}
}

// firstLine tells when something was written.
type firstLine struct {
	with string
	all  strings.Builder
	at   chan struct{}
	told bool
}

func (f *firstLine) Write(b []byte) (int, error) {
	f.all.Write(b)
	if !f.told && strings.Contains(f.all.String(), f.with) {
		f.told = true
		close(f.at)
	}
	return len(b), nil
}
