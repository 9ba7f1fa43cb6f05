package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"inclusion/internal/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"inclusion": func() { os.Exit(run(os.Args[1:])) }})
}

// exitsSoon has each command that was built with the race detector wait a twentieth of a second when it ends, for what is still running,
// and not the second that is its own choice: the scripts run dozens of commands.
const exitsSoon = "atexit_sleep_ms=50"

// TestTheCommandLineKeepsItsContracts runs the scripts of testdata/script: what other tools rely on.
func TestTheCommandLineKeepsItsContracts(t *testing.T) {
	sample, err := filepath.Abs("../../sample-data")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"plans": plansCommand},
		Setup: func(env *testscript.Env) error {
			env.Values[heldPlans{}] = new(*store.Plans)
			env.Setenv("SAMPLE", sample)
			env.Setenv("GORACE", exitsSoon)
			return nil
		},
	})
}

// TestTheCommandLineOnRealFiles runs the scripts of testdata/real on the published files.
func TestTheCommandLineOnRealFiles(t *testing.T) {
	real, err := filepath.Abs("../../../shared/real")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(real); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/real",
		Setup: func(env *testscript.Env) error {
			env.Setenv("REAL", real)
			env.Setenv("GORACE", exitsSoon)
			return nil
		},
	})
}
