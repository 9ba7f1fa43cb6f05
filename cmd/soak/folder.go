package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// prepared is a data folder that has been loaded, but for one file that comes in the middle.
type prepared struct {
	binary, data, from string
	invented           bool
}

// prepare builds the program and loads every published file but the first by name.
func (s settings) prepare(ctx context.Context, scratch string) (prepared, error) {
	p := prepared{binary: s.Binary, from: s.From, data: filepath.Join(scratch, "data")}
	if p.binary == "" {
		p.binary = filepath.Join(scratch, "inclusion")
		if err := command(ctx, "go", "build", "-o", p.binary, "./cmd/inclusion"); err != nil {
			return p, err
		}
	}
	if _, err := os.Stat("../shared/real"); p.from == "" && err == nil {
		p.from = "../shared/real"
	}
	if p.from == "" {
		p.from = filepath.Join(scratch, "sample")
		if err := command(ctx, p.binary, "sample", "files", "--to", p.from); err != nil {
			return p, err
		}
	}
	if _, err := os.Stat(filepath.Join(p.from, "areas.yaml")); err == nil {
		p.invented = true // the sample has areas of its own
	}
	most := filepath.Join(scratch, "most")
	if err := allButOne(p.from, most); err != nil {
		return p, err
	}
	return p, p.ingest(ctx, most)
}

// ingest loads a folder's files, in a process of its own as a technician would.
func (p prepared) ingest(ctx context.Context, from string) error {
	args := []string{"--data", p.data, "--log-level", "WARN", "ingest", "--from", from}
	if p.invented {
		args = append(args, "--sample")
	}
	return command(ctx, p.binary, args...)
}

// loadAgain waits, then loads all files, of which one is new, and after that reads every file again out of the archive. Each of the two
// ends with a warehouse that the server changes over to.
func (p prepared) loadAgain(ctx context.Context, r *record, after time.Duration) error {
	select {
	case <-ctx.Done():
		return errors.New("the crowd left before anything was loaded")
	case <-time.After(after):
	}
	r.loading(true)
	defer r.loading(false)
	if err := p.ingest(ctx, p.from); err != nil {
		return err
	}
	return command(ctx, p.binary, "--data", p.data, "--log-level", "WARN", "rebuild")
}

// allButOne links every file of a folder into another, but for the first.
func allButOne(from, to string) error {
	from, err := filepath.Abs(from)
	if err != nil {
		return err
	}
	var names []string
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		names = append(names, name)
		return err
	})
	if err != nil {
		return err
	}
	if len(names) < 2 {
		return fmt.Errorf("%s has %d files, and it takes two", from, len(names))
	}
	for _, name := range names[1:] {
		at := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		if err := os.Symlink(filepath.Join(from, name), at); err != nil {
			return err
		}
	}
	return nil
}

// refused is how the program ends when it refused some file, which is no fault of the site's.
const refused = 2

// command runs a program to its end; what it printed is part of the error.
func command(ctx context.Context, name string, args ...string) error {
	said, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() == refused {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said)
	}
	return nil
}
