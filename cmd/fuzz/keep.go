package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of what is kept of a target, so that the tests which read all of it stay quick.
const (
	mostKept  = 24
	mostBytes = 8 << 10
)

// functions names the targets of test files.
func functions(dir string, files []string) (names []string, err error) {
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, fmt.Errorf("looking for targets: %w", err)
		}
		for _, m := range fuzzFunction.FindAllStringSubmatch(string(text), -1) {
			names = append(names, m[1])
		}
	}
	slices.Sort(names)
	return names, nil
}

func (t target) keptIn() string { return filepath.Join(t.dir, "testdata", "fuzz", t.name) }

// input is a file that a target was fuzzed with.
type input struct {
	name, from string
	size       int
}

// keepUseful adds new inputs of a target to its kept ones: each that reaches a statement which those before it do not, the smallest first.
func keepUseful(ctx context.Context, t target) (added int, err error) {
	scratch, err := os.MkdirTemp("", "inclusion-fuzz-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(scratch)
	binary := filepath.Join(scratch, "test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-cover", "-covermode=set", "-o", binary, t.pkg)
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building the test of %s: %w: %s", t, err, out)
	}
	cache, err := exec.CommandContext(ctx, "go", "env", "GOCACHE").Output()
	if err != nil {
		return 0, fmt.Errorf("looking for the inputs of %s: %w", t, err)
	}
	found, err := inputs(filepath.Join(strings.TrimSpace(string(cache)), "fuzz", t.pkg, t.name))
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(t.keptIn(), 0o755); err != nil {
		return 0, err
	}
	known, err := reached(ctx, t, binary, scratch, t.name) // by the seeds and what is kept already
	if err != nil {
		return 0, err
	}
	already, err := inputs(t.keptIn())
	if err != nil {
		return 0, err
	}
	for i, in := range found {
		if len(already)+added >= mostKept || in.size > mostBytes {
			break
		}
		first := len(already) == 0 && i == len(found)/2 // one at least, also where the seeds reach everything
		more, err := tried(ctx, t, binary, scratch, in, known, first)
		if err != nil {
			return added, err
		}
		if more {
			added++
		}
	}
	return added, nil
}

// tried keeps an input when it reaches something that is not known, which then is, or in any case.
func tried(ctx context.Context, t target, binary, scratch string, in input, known map[string]bool, anyway bool) (bool, error) {
	to := filepath.Join(t.keptIn(), in.name)
	if _, err := os.Stat(to); err == nil {
		return false, nil
	}
	text, err := os.ReadFile(in.from)
	if err == nil {
		err = os.WriteFile(to, text, 0o644)
	}
	if err != nil {
		return false, err
	}
	now, err := reached(ctx, t, binary, scratch, t.name+"/^"+in.name+"$")
	if err != nil {
		return false, errors.Join(err, os.Remove(to))
	}
	more := anyway
	for statement := range now {
		more = more || !known[statement]
		known[statement] = true
	}
	if !more {
		return false, os.Remove(to)
	}
	return true, nil
}

// inputs lists a folder's files, the smallest first.
func inputs(dir string) ([]input, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []input
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		all = append(all, input{name: e.Name(), from: filepath.Join(dir, e.Name()), size: int(info.Size())})
	}
	slices.SortFunc(all, func(a, b input) int { return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.name, b.name)) })
	return all, err
}

// reached runs some inputs of a target and gives the statements that they reach.
func reached(ctx context.Context, t target, binary, scratch, which string) (map[string]bool, error) {
	profile := filepath.Join(scratch, "reached")
	pattern := strings.Split(which, "/")
	pattern[0] = "^" + pattern[0] + "$"
	cmd := exec.CommandContext(ctx, binary, "-test.run", strings.Join(pattern, "/"), "-test.coverprofile", profile)
	cmd.Dir = t.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("trying %s: %w: %s", which, err, out)
	}
	file, err := os.Open(profile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	all := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if place, isReached := strings.CutSuffix(lines.Text(), " 1"); isReached {
			all[place] = true
		}
	}
	return all, lines.Err()
}
