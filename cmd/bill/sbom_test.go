package main

import (
	"bytes"
	"crypto/sha256"
	"runtime/debug"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"inclusion/internal/licences"
)

const (
	anySum  = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	anyLock = "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
)

func built() *debug.BuildInfo {
	return &debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{{Path: "example.com/a", Version: "v1.0.0", Sum: anySum}}, Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: strings.Repeat("0123456789", 4)}, {Key: "vcs.modified", Value: "false"}, {Key: "vcs.time", Value: "2026-01-02T03:04:05Z"},
		{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}}}
}

var (
	carried = []licences.Licence{{Module: "DuckDB", Within: "example.com/a", Version: "v1.4.3", SPDX: "MIT"}, {Module: "echarts", Version: "6.1.0", SPDX: "Apache-2.0"},
		{Module: "example.com/a", Version: "v1.0.0", SPDX: "BSD-3-Clause AND MIT"}, {Module: licences.Go, Version: "go1.26.8", SPDX: "BSD-3-Clause"}}
	locks = lockfile{Packages: map[string]locked{"node_modules/echarts": {Version: "6.1.0", Integrity: anyLock}}}
)

func TestBillNamesEverythingTheSameWayEachTime(t *testing.T) {
	written := func() string {
		bom, err := bill(built(), sha256.Sum256([]byte("a program")), carried, locks)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := cdx.NewBOMEncoder(&out, cdx.BOMFileFormatJSON).EncodeVersion(bom, cdx.SpecVersion1_6); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	bom := written()
	if bom != written() {
		t.Error("the same binary gives another bill")
	}
	for _, wanted := range []string{
		`"version":"012345678901"`, `"timestamp":"2026-01-02T03:04:05Z"`, "pkg:golang/example.com/a@v1.0.0", "pkg:npm/echarts@6.1.0",
		"pkg:golang/stdlib@1.26.8", "pkg:github/duckdb/duckdb@v1.4.3", `"expression":"BSD-3-Clause AND MIT"`, `"id":"Apache-2.0"`,
	} {
		if !strings.Contains(bom, wanted) {
			t.Errorf("the bill has no %s", wanted)
		}
	}
}

func TestBillIsRefused(t *testing.T) {
	for name, change := range map[string]func(*debug.BuildInfo){
		"of a module that was not collected": func(b *debug.BuildInfo) {
			b.Deps = append(b.Deps, &debug.Module{Path: "example.com/b", Version: "v1.0.0", Sum: anySum})
		},
		"of a module in another version": func(b *debug.BuildInfo) { b.Deps[0].Version = "v1.0.1" },
		"without one that was collected": func(b *debug.BuildInfo) { b.Deps = nil },
		"of another compiler":            func(b *debug.BuildInfo) { b.GoVersion = "go1.26.9" },
		"without a checksum":             func(b *debug.BuildInfo) { b.Deps[0].Sum = "" },
		"of no commit":                   func(b *debug.BuildInfo) { b.Settings = nil },
		"of a changed folder":            func(b *debug.BuildInfo) { b.Settings[1].Value = "true" },
	} {
		info := built()
		change(info)
		if _, err := bill(info, sha256.Sum256(nil), carried, locks); err == nil {
			t.Errorf("a binary %s has a bill", name)
		}
	}
}

func TestLockfileIsExact(t *testing.T) {
	if lock, err := readLock("../.."); err != nil || lock.check() != nil {
		t.Errorf("the project's own: %v, %v", err, lock.check())
	}
	for name, wrong := range map[string]locked{
		"a range":         {Version: "^6.1.0", Integrity: anyLock},
		"an address":      {Version: "6.1.0", Integrity: anyLock, Resolved: "https://registry.example/echarts.tgz"},
		"no checksum":     {Version: "6.1.0"},
		"a weak checksum": {Version: "6.1.0", Integrity: "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA="},
	} {
		if (lockfile{Packages: map[string]locked{"node_modules/echarts": wrong}}).check() == nil {
			t.Errorf("%s passes", name)
		}
	}
	if (lockfile{}).check() == nil {
		t.Error("an empty lockfile passes")
	}
}
