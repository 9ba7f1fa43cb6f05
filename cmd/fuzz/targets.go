package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// target is one fuzz function.
type target struct {
	pkg  string // import path
	dir  string
	name string
}

const module = "inclusion/"

func (t target) String() string { return strings.TrimPrefix(t.pkg, module) + "." + t.name }

var fuzzFunction = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// list asks the go command which packages there are, and their test files which targets they hold.
func list(ctx context.Context) ([]target, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=ImportPath,Dir,TestGoFiles,XTestGoFiles", "./...")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing the packages: %w", err)
	}
	var all []target
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir           string
			TestGoFiles, XTestGoFiles []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("listing the packages: %w", err)
		}
		names, err := functions(p.Dir, append(p.TestGoFiles, p.XTestGoFiles...))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			all = append(all, target{pkg: p.ImportPath, dir: p.Dir, name: name})
		}
	}
}

// outcome is what came of running a target.
type outcome struct {
	target     target
	executions int
	found      int // inputs that reached something new
	kept       int // of these, added to the kept ones
	result     string
}

const passed = "passed"

// runner runs targets alike.
type runner struct {
	lasts  time.Duration
	memory string
}

// progress is how the go command tells of a running target: "fuzz: elapsed: 3s, execs: 1044 (348/sec), new interesting: 5 (total: 12)".
var progress = regexp.MustCompile(`execs: (\d+).*new interesting: (\d+)`)

// run fuzzes one target on one core.
func (r runner) run(ctx context.Context, t target) outcome {
	o := outcome{target: t, result: passed}
	cmd := exec.CommandContext(ctx, "go", "test", t.pkg, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", r.lasts.String(),
		"-fuzzminimizetime", "5x", "-parallel", "1")
	cmd.Env = append(cmd.Environ(), "GOMEMLIMIT="+r.memory)
	out, err := cmd.StdoutPipe()
	if err == nil {
		cmd.Stderr = cmd.Stdout
		err = cmd.Start()
	}
	if err != nil {
		o.result = err.Error()
		return o
	}
	said := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		if m := progress.FindStringSubmatch(line); m != nil {
			o.executions, _ = strconv.Atoi(m[1])
			o.found, _ = strconv.Atoi(m[2])
		} else if text := strings.TrimSpace(line); said == "" && strings.Contains(text, "_test.go:") || strings.HasPrefix(text, "panic:") {
			said = text
		}
	}
	if err := cmd.Wait(); err != nil {
		o.result = "FAILED: " + said
		if said == "" {
			o.result = "FAILED: " + err.Error()
		}
	}
	return o
}
