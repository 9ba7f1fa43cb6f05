// Package licences holds what others wrote and this program carries: modules, the database engine, the chart library, and the
// licences they came with.
package licences

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"slices"
	"sync"
)

// Licence is one thing that somebody else wrote and under which terms it is carried.
type Licence struct {
	Module  string `json:"module"`           // "github.com/google/uuid", "echarts", "DuckDB", "Go standard library"
	Within  string `json:"within,omitempty"` // the module whose files it comes in, when it is not one of its own: zrender is within echarts
	Version string `json:"version,omitempty"`
	SPDX    string `json:"spdx"` // an SPDX expression: "MIT", "Apache-2.0 AND BSD-3-Clause"; empty when the build did not collect it
	Text    string `json:"text"` // the licence and notice files, each under its name; empty when the build did not collect them
}

// The folder holds a committed README, so that this compiles before the licences have been collected.
//
//go:embed all:collected
var files embed.FS

var all = sync.OnceValues(func() ([]Licence, error) {
	collected, err := read(files)
	if err != nil {
		return nil, err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return withLinked(collected, info), nil
})

// All lists everything that the program carries, by name. What is linked and was not collected is there too, without its text.
func All() ([]Licence, error) { return all() }

// read reads what the build has collected; it is no error that it has collected nothing.
func read(fsys fs.FS) ([]Licence, error) {
	body, err := fs.ReadFile(fsys, "collected/licences.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the collected licences: %w", err)
	}
	var collected []Licence
	if err := json.Unmarshal(body, &collected); err != nil {
		return nil, fmt.Errorf("reading the collected licences: %w", err)
	}
	return collected, nil
}

// withLinked adds the modules that the program's own build information names and the collected list does not.
func withLinked(collected []Licence, info *debug.BuildInfo) []Licence {
	list := slices.Clone(collected)
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		known := slices.ContainsFunc(collected, func(l Licence) bool { return l.Module == m.Path && l.Version == m.Version })
		if !known {
			list = append(list, Licence{Module: m.Path, Version: m.Version})
		}
	}
	Sort(list)
	return list
}
