package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	sampledata "inclusion/sample-data"
)

// library is data folders to begin rounds with, in states that follow each other, and the right answers of each state.
type library struct {
	states    []string          // names of the states, in their order
	folders   map[string]string // a data folder in each state
	right     answers
	addresses []string
	figures   []string // the addresses whose answers do not change with the day
	cookie    *http.Cookie
}

// next is the state after one.
func (l *library) next(state string) string {
	for i, s := range l.states[:len(l.states)-1] {
		if s == state {
			return l.states[i+1]
		}
	}
	return ""
}

// shelves are the sample's files, by the state that they bring. Small ones, so that a round is quick.
var shelves = map[string][]string{
	"first":  {"population.csv", "area_send_inspections.csv"},
	"second": {"sen2_mi_2014-2022.csv"},
	"third":  {"ap_placements_ap_census.csv.gz"},
}

// sampleLibrary loads the sample bit by bit, with people who write.
func (h *harness) sampleLibrary() (*library, error) {
	l := &library{states: []string{"first", "second", "third"}, folders: map[string]string{}, right: answers{},
		addresses: []string{"/", "/areas/103", "/areas/103/indicators/S01", "/api/v1/areas/103/indicators/S01", "/api/v1/indicators/S01.csv", "/api/v1/editions", "/api/v1/indicators"},
		figures:   []string{"/api/v1/areas/103/indicators/S01", "/api/v1/indicators/S01.csv"}}
	before := ""
	for _, state := range l.states {
		folder := filepath.Join(h.dir, "sample-"+state)
		if before != "" {
			if err := copyFolder(before, folder); err != nil {
				return nil, err
			}
		}
		if err := h.unpack(state); err != nil {
			return nil, err
		}
		if _, err := h.must(folder, nil, "ingest", "--sample", "--from", h.files(state)); err != nil {
			return nil, err
		}
		l.folders[state], before = folder, folder
		if err := h.learn(l, state, true); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// files is the folder of the files that bring a state.
func (h *harness) files(state string) string { return filepath.Join(h.dir, "files-"+state) }

func (h *harness) unpack(state string) error {
	if err := os.MkdirAll(h.files(state), 0o755); err != nil {
		return err
	}
	for _, name := range shelves[state] {
		b, err := sampledata.Files.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(h.files(state), name), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// englandLibrary loads two editions of one publication, the second of which revises the first: from the stand-in publishers, or by hand.
func (h *harness) englandLibrary(states ...string) (*library, error) {
	l := &library{states: states, folders: map[string]string{}, right: answers{},
		addresses: []string{"/", "/areas/202", "/areas/202/indicators/S01", "/api/v1/areas/202/indicators/S01", "/api/v1/indicators/S01.csv"},
		figures:   []string{"/api/v1/areas/202/indicators/S01", "/api/v1/indicators/S01.csv"}}
	before := ""
	for i, state := range l.states {
		h.publishers.release(i + 1)
		folder := filepath.Join(h.dir, "england-"+state)
		if before != "" {
			if err := copyFolder(before, folder); err != nil {
				return nil, err
			}
		}
		if err := copyFolder(h.publishers.folder(i+1), h.files(state)); err != nil {
			return nil, err
		}
		if text, err := h.must(folder, nil, h.load(l, state)...); err != nil {
			return nil, fmt.Errorf("%w: %s", err, tail(text))
		}
		l.folders[state], before = folder, folder
		if err := h.learn(l, state, false); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// learn serves a folder, asks for the right answers and, the first time, lets the writer sign in.
func (h *harness) learn(l *library, state string, writes bool) error {
	server, err := h.serve(l.folders[state])
	if err != nil {
		return err
	}
	if writes && l.cookie == nil {
		if l.cookie, err = signIn(server.url); err != nil {
			return err
		}
	}
	if err := l.right.learn(server.url, state, l.addresses); err != nil {
		return err
	}
	return server.stop()
}

// whateverTheDay is the library without the addresses whose answers name days: what was loaded by a wrong clock says so for ever.
func (l *library) whateverTheDay() *library {
	dayless := *l
	dayless.addresses = l.figures
	return &dayless
}

// copyFolder copies a data folder.
func copyFolder(from, to string) error {
	for _, socket := range []string{filepath.Join(from, "control.sock"), filepath.Join(from, "data", "control.sock")} {
		if err := os.Remove(socket); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err // a killed server's, which cannot be copied
		}
	}
	return os.CopyFS(to, os.DirFS(from))
}
