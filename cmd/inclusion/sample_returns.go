package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"inclusion/ingest/invent/returns"
	"inclusion/ingest/sen2"
)

type sampleReturnsCommand struct {
	To       string `help:"The folder to write to." default:"sample-returns" type:"path"`
	Area     string `help:"The invented authority, 101 to 160." default:"101"`
	Year     int    `help:"The year of the return. From 2023 to 2026 its counts are those of the sample's published files." default:"2026"`
	People   int    `help:"So many people in the authority's manner, in place of its own; nothing is published of them."`
	Form     string `help:"The form: ${enum}." enum:"xml,csv,excel,workbook,all" default:"xml"`
	AsAt     string `name:"as-at" help:"The return as it stood on this day (YYYY-MM-DD), before its census."`
	Spotless bool   `help:"An authority that is never late and knows everything."`
	Mistakes int    `help:"Plant so many mistakes against each rule in a spotless return, and list them in mistakes.csv."`
	Records  bool   `help:"Also the generator's own records, a plain table each."`
	Broken   bool   `help:"Also files that no reader should take."`
	Seed     uint64 `help:"Another seed makes other people." default:"${seed}"`
}

// Run writes returns of an invented authority, and the register of establishments that their places stand in.
func (cmd sampleReturnsCommand) Run() error {
	r, err := cmd.made()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(cmd.To, 0o755); err != nil {
		return fmt.Errorf("making %s: %w", cmd.To, err)
	}
	if err := cmd.file("establishments.csv", r.WriteEstablishments); err != nil {
		return err
	}
	if err := cmd.forms(r); err != nil {
		return err
	}
	if cmd.Mistakes > 0 {
		if err := cmd.file("mistakes.csv", r.WriteMistakes); err != nil {
			return err
		}
	}
	if cmd.Records {
		dir := filepath.Join(cmd.To, "records")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("making %s: %w", dir, err)
		}
		if err := r.WriteRecords(dir); err != nil {
			return err
		}
	}
	if cmd.Broken {
		return cmd.broken()
	}
	return nil
}

// made is the return that was asked for.
func (cmd sampleReturnsCommand) made() (*returns.Return, error) {
	r, err := returns.New(cmd.Seed, cmd.Area, cmd.Year)
	if cmd.People != 0 {
		r, err = returns.Sized(cmd.Seed, cmd.Area, cmd.Year, cmd.People)
	}
	if err != nil {
		return nil, err
	}
	if cmd.Spotless {
		r = r.Spotless()
	}
	if cmd.Mistakes > 0 {
		r = r.WithMistakes(cmd.Mistakes)
	}
	if cmd.AsAt == "" {
		return r, nil
	}
	day, err := time.Parse(time.DateOnly, cmd.AsAt)
	if err != nil {
		return nil, fmt.Errorf("--as-at %q is not a day as YYYY-MM-DD", cmd.AsAt)
	}
	return r.AsAt(sen2.DateOf(day)), nil
}

// forms writes the forms that were asked for.
func (cmd sampleReturnsCommand) forms(r *returns.Return) error {
	name := fmt.Sprintf("SEN2_%s_%d", r.Area(), r.Year())
	for _, f := range []struct {
		form, name string
		write      func(io.Writer) error
	}{
		{"xml", name + ".xml", r.WriteXML},
		{"csv", name + "_export.zip", r.WriteExport},
		{"excel", name + "_template.xlsx", r.WriteTemplate},
		{"workbook", name + "_tables.xlsx", r.WriteWorkbook},
	} {
		if cmd.Form != f.form && cmd.Form != "all" {
			continue
		}
		if err := cmd.file(f.name, f.write); err != nil {
			return err
		}
	}
	return nil
}

// broken writes the broken files into a folder of their own.
func (cmd sampleReturnsCommand) broken() error {
	files, err := returns.Broken(cmd.Seed, cmd.Year)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(cmd.To, "broken"), 0o755); err != nil {
		return fmt.Errorf("making a folder for broken files: %w", err)
	}
	for _, f := range files {
		write := func(w io.Writer) error {
			_, err := w.Write(f.Bytes)
			return err
		}
		if err := cmd.file(filepath.Join("broken", f.Name), write); err != nil {
			return err
		}
	}
	return nil
}

// file writes one file and says so.
func (cmd sampleReturnsCommand) file(name string, write func(io.Writer) error) (err error) {
	path := filepath.Join(cmd.To, name)
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("writing the sample's return: %w", err)
	}
	defer func() {
		if closed := f.Close(); err == nil && closed != nil {
			err = fmt.Errorf("writing %s: %w", path, closed)
		}
	}()
	b := bufio.NewWriterSize(f, 256<<10)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	fmt.Println("written:", path)
	return nil
}
