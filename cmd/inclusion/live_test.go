package main

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"

	"inclusion/internal/store"
)

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

func contains(text, part string) bool { return strings.Contains(text, part) }

// newSampleFolder loads the sample that the program carries.
func newSampleFolder() (string, error) {
	dir, err := os.MkdirTemp("", "inclusion-test-*")
	if err != nil {
		return "", err
	}
	c := Config{Data: dir, Memory: "900MB"}
	return dir, c.loadSample(context.Background(), store.Folder{Dir: dir})
}

// TestRealDataNeverGoIntoTheSamplesFolder says where each kind of data goes.
func TestRealDataNeverGoIntoTheSamplesFolder(t *testing.T) {
	c := Config{Data: sampleFolder(t)}
	real, err := c.real()
	if err != nil {
		t.Fatal(err)
	}
	if real.Dir == c.Data || c.folder().Dir != c.Data {
		t.Errorf("with the sample in %s, real data go into %s and %s is served", c.Data, real.Dir, c.folder().Dir)
	}
	empty := Config{Data: t.TempDir()}
	if real, err = empty.real(); err != nil || real.Dir != empty.Data {
		t.Errorf("into an empty folder real data go directly; here they go into %s (%v)", real.Dir, err)
	}
}
