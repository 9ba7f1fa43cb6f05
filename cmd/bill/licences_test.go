package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The terms of ISC, written out: what a licence file looks like.
const isc = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that
the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY
DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`

func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTermsAreThoseOfWhatIsUsed(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"LICENSE": isc, "NOTICE": "A notice of the module.", "inner/used/COPYING": isc, "inner/unused/LICENSE": "Nobody may use this.", "licence.go": "package x",
	})
	l, err := terms(dir, []string{filepath.Join(dir, "inner", "used")})
	if err != nil {
		t.Fatal(err)
	}
	if l.SPDX != "ISC" {
		t.Errorf("the licence is %q, not ISC", l.SPDX)
	}
	for _, wanted := range []string{"A notice of the module.", "inner/used/COPYING", "Permission to use"} {
		if !strings.Contains(l.Text, wanted) {
			t.Errorf("the text has no %q", wanted)
		}
	}
	if strings.Contains(l.Text, "Nobody may") || strings.Contains(l.Text, "package x") {
		t.Error("the text has files that do not belong to what is used")
	}
}

func TestAnUnknownLicenceEndsTheBuild(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"none":           {"README": "Free."},
		"its own terms":  {"LICENSE": "You may use this on Tuesdays."},
		"more than that": {"LICENSE": isc + strings.Repeat("You may also use this on Tuesdays, but on no other day of any week. ", 20)},
		"of a part":      {"LICENSE": isc, "used/LICENSE": "You may use this on Tuesdays."},
	} {
		dir := folderOf(t, files)
		if l, err := terms(dir, []string{filepath.Join(dir, "used")}); err == nil {
			t.Errorf("%s: it passes as %s", name, l.SPDX)
		}
	}
}

func TestOnlyAllowedLicencesAreKept(t *testing.T) {
	for expression, kept := range map[string]string{
		"MIT": "MIT", "MIT OR Apache-2.0": "MIT", "GPL-2.0-only OR BSD-3-Clause": "BSD-3-Clause", "MIT AND Zlib": "MIT Zlib",
		"GPL-3.0-only": "", "MIT AND GPL-3.0-only": "", "GPL-2.0-only OR AGPL-3.0-only": "", "": "",
	} {
		ids, err := chosen(expression)
		if strings.Join(ids, " ") != kept || (err == nil) != (kept != "") {
			t.Errorf("of %q %q is kept (%v), not %q", expression, ids, err, kept)
		}
	}
}

func TestCompiledPartsAreListedForOneVersion(t *testing.T) {
	seen := map[string]bool{}
	for _, h := range holders {
		for _, p := range h.parts {
			if _, err := chosen(p.spdx); err != nil {
				t.Errorf("%s: %v", p.name, err)
			}
			if p.copyright == "" || !strings.HasPrefix(p.source, "https://") || !strings.HasPrefix(p.purl, "pkg:") || seen[p.name] {
				t.Errorf("%s: it is there twice, or its copyright, source or address is missing", p.name)
			}
			seen[p.name] = true
		}
		if _, err := holderOf(module{Path: h.module, Version: "v99.0.0"}); err == nil {
			t.Errorf("another version of %s passes unseen", h.module)
		}
	}
	dir := folderOf(t, map[string]string{"lib/libnew.a": "!<arch>"})
	if _, err := holderOf(module{Path: "example.com/new", Version: "v1.0.0", Dir: dir}); err == nil {
		t.Error("a compiled library that nobody has listed passes unseen")
	}
}

func TestLinkedModulesAreThoseOfPackages(t *testing.T) {
	linked, err := modulesOf(strings.NewReader(`
		{"Dir": "/go/src/fmt", "Standard": true}
		{"Dir": "/m/a/x", "Module": {"Path": "example.com/a", "Version": "v1.0.0", "Dir": "/m/a"}}
		{"Dir": "/m/a/y", "Module": {"Path": "example.com/a", "Version": "v1.0.0", "Dir": "/m/a"}}
		{"Dir": "/m/c", "Module": {"Path": "example.com/b", "Version": "v1.0.0", "Dir": "/m/b", "Replace": {"Path": "example.com/c", "Version": "v2.0.0", "Dir": "/m/c"}}}
		{"Dir": "/here", "Module": {"Path": "inclusion", "Main": true, "Dir": "/here"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(linked) != 2 || len(linked[0].packages) != 2 || linked[1].Path != "example.com/c" || linked[1].Version != "v2.0.0" {
		t.Errorf("linked are %+v", linked)
	}
}
