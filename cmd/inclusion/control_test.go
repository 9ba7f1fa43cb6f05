package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inclusion/internal/backup"
	"inclusion/internal/store"
)

// TestAServerIsAskedForABackupAndTheChain asks the process that has the plans open, over a socket that another left behind.
func TestAServerIsAskedForABackupAndTheChain(t *testing.T) {
	data, err := os.MkdirTemp("", "inc-") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(data)
	c := &Config{Data: data}
	plans, err := store.OpenPlans(t.Context(), store.Folder{Dir: data}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	defer plans.Close()
	if err := writePlans(t.Context(), plans); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(socketOf(data), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	stop := listenControl(t.Context(), c, plans)
	if about, err := os.Stat(socketOf(data)); err != nil || about.Mode().Perm() != 0o600 || about.Mode()&os.ModeSocket == 0 {
		t.Fatalf("%v, %v; want a socket for its owner alone", about, err)
	}
	var said strings.Builder
	if err := askServer(t.Context(), data, "plans", nil, &said); err != nil || said.String() != "whole: 3 entries and 1 versions of plans\n" {
		t.Errorf("%q, %v", said.String(), err)
	}
	to := t.TempDir()
	keep := backup.Keep{Days: 1}
	if err := (backupCommand{To: to, Keep: &keep}).Run(t.Context(), c); err != nil {
		t.Error(err)
	}
	if names, err := (backup.Shelf{Dir: to}).Names(); err != nil || len(names) != 1 {
		t.Errorf("%v, %v; want one backup", names, err)
	}
	inside := filepath.Join(data, "backups")
	if err := (backupCommand{To: inside}).Run(t.Context(), c); err == nil || !strings.Contains(err.Error(), "is in the data folder") {
		t.Errorf("%v; want the server's refusal", err)
	}
	if err := askServer(t.Context(), data, "nothing", nil, &said); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Error(err)
	}
	stop()
	if err := askServer(t.Context(), data, "plans", nil, &said); !errors.Is(err, errNoServer) {
		t.Errorf("%v; want %v", err, errNoServer)
	}
	long := &Config{Data: filepath.Join(data, strings.Repeat("a", longestSocket))}
	if err := os.Mkdir(long.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := (&control{path: socketOf(long.Data)}).listen(long.Data); err == nil || !strings.Contains(err.Error(), "too long for a socket") {
		t.Error(err)
	}
}
