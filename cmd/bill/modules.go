package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"inclusion/internal/licences"
)

// A module of Go that the program links, and the folders of those of its packages that it links.
type module struct {
	Path, Version string
	Dir           string   // where its files are
	packages      []string // their folders, Dir or below
}

// linkedModules asks `go list` for what the program is built from, on the platform that GOOS and GOARCH say.
func linkedModules(program string) ([]module, error) {
	list := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Module", program)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("listing what %s links: %w", program, err)
	}
	return modulesOf(strings.NewReader(string(out)))
}

// modulesOf reads what `go list` prints: one JSON object a package.
func modulesOf(packages io.Reader) ([]module, error) {
	var linked []module
	for d := json.NewDecoder(packages); ; {
		var p struct {
			Dir    string
			Module *struct {
				Path, Version, Dir string
				Main               bool
				Replace            *struct{ Path, Version, Dir string }
			}
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return linked, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading the list of packages: %w", err)
		}
		if p.Module == nil || p.Module.Main {
			continue
		}
		m := module{Path: p.Module.Path, Version: p.Module.Version, Dir: p.Module.Dir}
		if r := p.Module.Replace; r != nil {
			m = module{Path: r.Path, Version: r.Version, Dir: r.Dir}
		}
		at := slices.IndexFunc(linked, func(l module) bool { return l.Path == m.Path && l.Version == m.Version })
		if at < 0 {
			at, linked = len(linked), append(linked, m)
		}
		linked[at].packages = append(linked[at].packages, p.Dir)
	}
}

func ofModules(linked []module) ([]licences.Licence, error) {
	var list []licences.Licence
	for _, m := range linked {
		l, err := terms(m.Dir, m.packages)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", m.Path, m.Version, err)
		}
		l.Module, l.Version = m.Path, m.Version
		list = append(list, l)
	}
	return list, nil
}

// ofGo is what every Go program carries: the runtime and the standard library of the compiler at hand.
func ofGo() ([]licences.Licence, error) {
	out, err := exec.Command("go", "env", "GOROOT", "GOVERSION").Output()
	if err != nil {
		return nil, fmt.Errorf("asking where Go is: %w", err)
	}
	root, version, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	l, err := terms(root, nil)
	if err != nil {
		return nil, fmt.Errorf("the Go standard library: %w", err)
	}
	l.Module, l.Version = licences.Go, version
	if l.Version == "" {
		l.Version = runtime.Version()
	}
	return []licences.Licence{l}, nil
}

var (
	isLicence = regexp.MustCompile(`(?i)^(licen[cs]e|copying)([-_][\w-]*)?(\.txt|\.md)?$`)
	isNotice  = regexp.MustCompile(`(?i)^(notice|patents)(\.\w+)?$`)
)

// terms reads the licence and notice files that stand in a folder and on the way from there down to the folders that are used.
func terms(root string, used []string) (licences.Licence, error) {
	folders := []string{root}
	for _, dir := range used {
		for ; dir != root && strings.HasPrefix(dir, root); dir = filepath.Dir(dir) {
			if !slices.Contains(folders, dir) {
				folders = append(folders, dir)
			}
		}
	}
	slices.Sort(folders)
	var l licences.Licence
	var ids []string
	for _, folder := range append(folders, borrowed(root)...) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return l, fmt.Errorf("looking for licence files: %w", err)
		}
		for _, e := range entries {
			if e.IsDir() || slices.Contains(folders, folder) && !isLicence.MatchString(e.Name()) && !isNotice.MatchString(e.Name()) {
				continue
			}
			name := filepath.Join(folder, e.Name())
			body, err := os.ReadFile(name)
			if err != nil {
				return l, err
			}
			short, _ := filepath.Rel(root, name)
			l.Text += heading(filepath.ToSlash(short)) + strings.TrimSpace(string(body)) + "\n\n"
			if !isLicence.MatchString(e.Name()) || !slices.Contains(folders, folder) {
				continue
			}
			expression, err := identify(body)
			if err != nil {
				return l, fmt.Errorf("%s: %w", short, err)
			}
			ids = append(ids, strings.Split(expression, " AND ")...)
		}
	}
	if len(ids) == 0 {
		return l, errors.New("there is no licence file")
	}
	slices.Sort(ids)
	l.SPDX, l.Text = strings.Join(slices.Compact(ids), " AND "), strings.TrimSpace(l.Text)+"\n"
	return l, nil
}

// borrowed is the folder in which some modules keep the terms of code that they took over, often for a few files only. Its texts go along as
// notices.
func borrowed(root string) []string {
	dir := filepath.Join(root, "THIRD_PARTY_LICENSES")
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return []string{dir}
}

func heading(name string) string { return name + "\n" + strings.Repeat("-", len(name)) + "\n\n" }
