package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// helpOfAll is what "inclusion COMMAND --help" prints of every command.
func helpOfAll(t *testing.T) string {
	t.Helper()
	var c commands
	var b bytes.Buffer
	parser, err := kong.New(&c, kong.Name("inclusion"), kong.Vars{"seed": "1"}, kong.Writers(&b, &b), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range parser.Model.Leaves(true) {
		ran, err := kong.Trace(parser, strings.Fields(strings.TrimPrefix(command.FullPath(), "inclusion ")))
		if err != nil {
			t.Fatal(err)
		}
		if err := ran.PrintUsage(false); err != nil {
			t.Fatal(err)
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}
