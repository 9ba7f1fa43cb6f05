//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"inclusion/internal/desk/invented"
	"inclusion/internal/store"
)

// TestCanaryOfAReturnIsNowhere sends returns full of canaries, good and broken and in every form, by web and by command line, and then
// searches whatever the program wrote, logged, printed or answered.
func TestCanaryOfAReturnIsNowhere(t *testing.T) {
	g := newCanaryGround(t)
	files := canaryReturns(t)
	mustStand(t, files)
	eye := watch(t, g.data, g.tmp, g.work)
	g.serve()
	g.byWeb(files)
	g.stop()
	g.byCommand(files)
	names, read := eye.stop()
	if others := unlike(names, filepath.Join(g.tmp, "inclusion-counts-"), g.data+"/plans.duckdb", g.data+"/administrator.key", g.data+"/.administrator-", g.data+"/control.sock", g.data+"/.control-", g.data+"/scratch",
		g.data+"/loading.lock", g.work+"/report.", g.work+"/counts"); len(others) > 0 {
		t.Errorf("files were made that need not be: %q", others)
	}
	if unlike(names, g.tmp) == nil || len(unlike(names, g.tmp)) == len(names) {
		t.Error("the folder of counts was not seen: is anything watched?")
	}
	for name, what := range read {
		g.seen.add("the file "+name+" while it was there", what)
	}
	g.kept()
	for _, found := range g.seen.found() {
		t.Error(found)
	}
	g.seen.shown = nil // the name of an element is in the lists of places, so that they were looked into
	if told := g.seen.found(); len(told) < 3 {
		t.Errorf("the lists of places were not searched: only %q", told)
	}
}

// TestCanaryIsFoundInEveryForm: what the search is for is found where it stands, also within a ZIP.
func TestCanaryIsFoundInEveryForm(t *testing.T) {
	for _, canary := range append(slices.Clone(canaries), canaryName) {
		for _, form := range writtenAs(canary) {
			s := &seen{t, map[string][]byte{}, nil}
			s.add("somewhere", append(append([]byte("before"), form...), "after"...))
			if len(s.found()) == 0 {
				t.Errorf("%q is not found where it is written as %q", canary, form)
			}
		}
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create(canaryFile); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	packed := &seen{t, map[string][]byte{}, nil}
	packed.add("a file", b.Bytes())
	if len(packed.found()) < 2 {
		t.Error("a canary in a ZIP is not found")
	}
}

// mustStand makes sure that every canary stands in some file: one that does not is never found.
func mustStand(t *testing.T, files []canaryReturn) {
	t.Helper()
	sent := &seen{t, map[string][]byte{}, nil}
	for _, file := range files {
		if file.good {
			sent.add(file.name, file.bytes)
		} else {
			sent.all[file.name] = file.bytes
		}
	}
	sent.all["file names"] = []byte(canaryFile)
	for _, canary := range append(slices.Clone(canaries), canaryName) {
		if !slices.ContainsFunc(writtenAs(canary), func(form []byte) bool {
			for _, what := range sent.all {
				if bytes.Contains(what, form) {
					return true
				}
			}
			return false
		}) {
			t.Errorf("%q stands in no file that is sent", canary)
		}
	}
}

// byWeb sends everything as the data officer, and looks at it as everybody.
func (g *canaryGround) byWeb(files []canaryReturn) {
	var officer listener
	var others []listener
	for _, a := range invented.Accounts() {
		switch {
		case strings.HasPrefix(a.Email, "data.101"):
			officer = g.as(a.Email)
		case strings.HasPrefix(a.Email, "board.101"), strings.HasPrefix(a.Email, "forum.101"), a.Partnership == "":
			others = append(others, g.as(a.Email))
		}
	}
	others = append(others, g.as(""))
	for i, file := range files {
		taken := officer.send(file)
		if taken == "" {
			continue
		}
		officer.look(taken)
		if answer, _ := officer.ask(http.MethodPost, taken+"/places", form("format", []string{"csv", "xlsx"}[i%2])); answer.StatusCode != http.StatusOK {
			g.t.Errorf("%s: the list of places is answered %s", file.name, answer.Status)
		}
		for _, other := range others {
			other.look(taken)
		}
		if i == 1 {
			officer.ask(http.MethodPost, taken+"/withdraw", form())
		}
	}
	officer.breakOff(files[0])
	officer.fromElsewhere(files[0])
	others[0].send(canaryReturn{name: ".xml", bytes: files[0].bytes})
}

// byCommand does everything that the command line can.
func (g *canaryGround) byCommand(files []canaryReturn) {
	from := g.t.TempDir()
	for i, file := range files {
		path := filepath.Join(from, canaryFile+file.name)
		if err := os.WriteFile(path, file.bytes, 0o600); err != nil {
			g.t.Fatal(err)
		}
		switch {
		case file.good:
			report := filepath.Join(g.work, fmt.Sprintf("report.%d.%s", i, []string{"csv", "xlsx"}[i%2]))
			g.run(exitRejected, "check", path, "--report", report)
			g.seen.shown["the file "+report] = true
		case strings.HasPrefix(file.name, "-cut"), strings.HasPrefix(file.name, "-damaged"), strings.HasPrefix(file.name, "-headless"):
			g.run(exitRejected, "check", path)
		}
	}
	first := filepath.Join(from, canaryFile+files[0].name)
	g.run(exitDone, "count", first, "--to", filepath.Join(g.work, "counts"), "--guard")
	g.run(exitDone, "count", first, "--to", filepath.Join(g.work, "counts.zip"))
	g.run(exitDone, "values", first)
	g.run(exitDone, "now", first, "--as-at", "2025-10-01")
	folder := filepath.Join(from, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		g.t.Fatal(err)
	}
	for name, text := range unpacked(g.t, files[1].bytes) {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			g.t.Fatal(err)
		}
	}
	g.run(exitRejected, "check", folder)
}

// kept takes in every file that is there in the end: all new and changed ones of the data folder, whatever stands in the tables of the
// plans, which the engine may have packed, and the other folders.
func (g *canaryGround) kept() {
	g.files(func(path string, about fs.FileInfo) {
		if was := g.before[path]; was != nil && os.SameFile(was, about) && was.ModTime().Equal(about.ModTime()) && was.Size() == about.Size() {
			return
		}
		g.whole(path)
	})
	for _, dir := range []string{g.tmp, g.work} {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				g.whole(path)
			}
			if err == nil && dir == g.tmp && path != dir {
				g.t.Errorf("%s is left behind", path)
			}
			return err
		})
		if err != nil {
			g.t.Fatal(err)
		}
	}
	db, err := sql.Open("duckdb", store.Folder{Dir: g.data}.Plans()+"?access_mode=read_only")
	if err != nil {
		g.t.Fatal(err)
	}
	defer db.Close()
	var body string
	if err := db.QueryRowContext(g.t.Context(), "select string_agg(r::varchar, ' ') from sen2_return r").Scan(&body); err != nil {
		g.t.Fatal(err)
	}
	if strings.Count(body, "sha256") < 3 {
		g.t.Errorf("the returns that were kept are not there: %.200s", body)
	}
	g.seen.add("the table of returns", []byte(body))
}

func (g *canaryGround) whole(path string) {
	b, err := os.ReadFile(path)
	if err != nil {
		g.t.Fatal(err)
	}
	g.seen.add("the file "+path, b)
}
