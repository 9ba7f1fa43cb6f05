package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestEveryTargetKeepsItsInputs: what the tests say of their targets is what `make fuzz` runs, and beside each there is a folder of inputs.
func TestEveryTargetKeepsItsInputs(t *testing.T) {
	if err := os.Chdir("../.."); err != nil {
		t.Fatal(err)
	}
	targets, err := list(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The go command's own answer for one package: reading the source finds the same.
	out, err := exec.CommandContext(t.Context(), "go", "test", "-list", "^Fuzz", "./internal/ziplist").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(out)) {
		if strings.HasPrefix(name, "Fuzz") && !slices.ContainsFunc(targets, func(o target) bool { return o.pkg == module+"internal/ziplist" && o.name == name }) {
			t.Errorf("%s is not among the targets", name)
		}
	}
	for _, one := range targets {
		if kept, err := os.ReadDir(one.keptIn()); err != nil || len(kept) == 0 {
			t.Errorf("%s has no kept inputs: run it with make fuzz FUZZ=--keep (%v)", one, err)
		}
	}
}
