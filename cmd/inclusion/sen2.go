package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"inclusion/dashboards/board"
	invent "inclusion/ingest/invent/returns"
	"inclusion/ingest/load"
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/intake"
	"inclusion/ingest/sen2/printed"
	places "inclusion/ingest/sen2/report"
	"inclusion/internal/area"
	"inclusion/internal/returns"
	"inclusion/internal/store"
)

// sen2Settings are what the product must know beside a return.
type sen2Settings struct {
	Establishments string `help:"The register of establishments as CSV (edubasealldata). Without it, establishments.csv of folder sen2 in the data folder, if it is there." type:"path" env:"INCLUSION_ESTABLISHMENTS"`
	Years          string `help:"More years of the return, as YAML. Without it, years.yaml of folder sen2 in the data folder, if it is there." type:"path" env:"INCLUSION_SEN2_YEARS"`
	Small          int    `help:"The largest count that is held back from everybody but the data officer." default:"5" env:"INCLUSION_SMALL"`
}

// taker takes returns with these settings. dir is the data folder.
func (s sen2Settings) taker(dir string) (intake.Taker, error) {
	if s.Small < 0 {
		return intake.Taker{}, fmt.Errorf("--small %d: say the largest count that is held back, 1 or more", s.Small)
	}
	years, err := s.years(dir)
	if err != nil {
		return intake.Taker{}, err
	}
	t := intake.Taker{Years: years, Now: time.Now, Guard: s.guard}
	if path, err := fileOr(s.Establishments, dir, "establishments.csv"); err != nil {
		return intake.Taker{}, err
	} else if path != "" {
		t.Register = keptUntilChanged(path)
	}
	return t, nil
}

func (s sen2Settings) guard(tables []returns.Table) []returns.Table {
	return returns.Guard(tables, returns.GuardOptions{Most: s.Small})
}

func (s sen2Settings) years(dir string) (sen2.Years, error) {
	path, err := fileOr(s.Years, dir, "years.yaml")
	if err != nil || path == "" {
		return sen2.LoadYears(nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading more years of the return: %w", err)
	}
	defer f.Close()
	return sen2.LoadYears(f)
}

// fileOr is the file that was named, or the one of that name in folder sen2 of the data folder when it is there.
func fileOr(named, dir, name string) (string, error) {
	if named != "" {
		return named, nil
	}
	path := filepath.Join(dir, "sen2", name)
	_, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("looking for %s: %w", path, err)
	}
	return path, nil
}

// keptUntilChanged reads a register of establishments when it is asked for and again when its file has changed.
func keptUntilChanged(path string) func() (sen2.Establishments, error) {
	var (
		lock sync.Mutex
		kept sen2.Establishments
		of   time.Time
	)
	return func() (sen2.Establishments, error) {
		lock.Lock()
		defer lock.Unlock()
		about, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("looking for the register of establishments: %w", err)
		}
		if kept != nil && about.ModTime().Equal(of) {
			return kept, nil
		}
		if kept, err = openEstablishments(path); err != nil {
			return nil, err
		}
		of = about.ModTime()
		return kept, nil
	}
}

func openEstablishments(path string) (sen2.Establishments, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the register of establishments: %w", err)
	}
	defer f.Close()
	return sen2.ReadEstablishments(f)
}

// derive works out the indicators that follow from an authority's counts, beside what the data folder's warehouse holds of it. Without a
// warehouse of the same areas it does so from the counts alone.
func (c Config) derive(ctx context.Context, code string, year int, tables []returns.Table) ([]returns.Value, error) {
	areas := registerOf(code)
	if areas == nil {
		return nil, fmt.Errorf("there is no authority %s", code)
	}
	files, err := printedFiles(areas, code, year, tables)
	if err != nil {
		return nil, err
	}
	folder := c.folder()
	l, err := c.loader(folder, areas.ID)
	if err != nil {
		return nil, err
	}
	path := ""
	if held, err := folder.Register(); err != nil {
		return nil, err
	} else if n, err := folder.Current(); err != nil {
		return nil, err
	} else if n > 0 && held == areas.ID {
		path = folder.Warehouse(n)
	}
	return l.Derive(ctx, load.Counts{Area: code, Year: year, Files: files}, path)
}

func printedFiles(areas *area.Register, code string, year int, tables []returns.Table) (map[string][]byte, error) {
	place, err := printed.PlaceOf(areas, code)
	if err != nil {
		return nil, err
	}
	return printed.Files(tables, place, year)
}

// printReturn writes tables of a return as a ZIP of files in the published layout.
func printReturn(w io.Writer, r returns.Return, tables []returns.Table) error {
	areas := registerOf(r.Area)
	if areas == nil {
		return fmt.Errorf("there is no authority %s", r.Area)
	}
	files, err := printedFiles(areas, r.Area, r.Year, tables)
	if err != nil {
		return err
	}
	packed, err := printed.Zip(files)
	if err != nil {
		return err
	}
	_, err = w.Write(packed)
	return err
}

// registers are the areas that the program knows: the real ones, then the invented.
var registers = sync.OnceValue(func() (all []*area.Register) {
	for _, name := range []string{"england", "sample"} {
		if areas, err := register(name); err == nil { // both are part of the program, and tested
			all = append(all, areas)
		}
	}
	return all
})

// registerOf finds the areas that an authority is one of; nil when there is none.
func registerOf(code string) *area.Register {
	for _, areas := range registers() {
		if _, err := areas.ByCode(code); err == nil {
			return areas
		}
	}
	return nil
}

// servedTaker takes returns on a server. While the invented sample is served and no register of establishments was given, the invented
// one is at hand.
func (s sen2Settings) servedTaker(c *Config, sample func() bool) (intake.Taker, error) {
	t, err := s.taker(c.Data)
	if err != nil {
		return t, err
	}
	if t.Register == nil {
		invented := sync.OnceValue(invent.AllEstablishments)
		t.Register = func() (sen2.Establishments, error) {
			if !sample() {
				return nil, nil
			}
			return invented(), nil
		}
	}
	t.Values = c.derive
	t.Known = func(code string) bool { return registerOf(code) != nil }
	return t, nil
}

// ownReturns is what the working pages need to take, keep and show a partnership's own returns.
func (s sen2Settings) ownReturns(c *Config, plans *store.Plans, sample func() bool) (board.Returns, error) {
	t, err := s.servedTaker(c, sample)
	if err != nil {
		return board.Returns{}, err
	}
	return board.Returns{Kept: plans, Taker: t, Small: s.Small, Guard: t.Guard, Report: places.Write, Printed: printReturn}, nil
}
