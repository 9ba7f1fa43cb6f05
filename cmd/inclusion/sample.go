package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	sampledata "inclusion/sample-data"

	"inclusion/ingest/invent"
	"inclusion/ingest/load"
	"inclusion/internal/store"
)

// sampleCommand writes invented data: without more, the published files.
type sampleCommand struct {
	Files   sampleFilesCommand   `cmd:"" default:"withargs" help:"Write the published files of the invented sample (this is the default)."`
	Returns sampleReturnsCommand `cmd:"" help:"Write person-level SEN2 returns of an invented authority."`
}

type sampleFilesCommand struct {
	To   string `help:"The folder to write to." default:"sample-data" type:"path"`
	Seed uint64 `help:"Another seed makes another invented England." default:"${seed}"`
}

// Run writes the invented sample's files: with the same seed, the same bytes.
func (cmd sampleFilesCommand) Run() error {
	if err := os.MkdirAll(cmd.To, 0o755); err != nil {
		return fmt.Errorf("making %s: %w", cmd.To, err)
	}
	if err := invent.Write(cmd.To, cmd.Seed); err != nil {
		return fmt.Errorf("writing the sample: %w", err)
	}
	fmt.Println("written:", cmd.To)
	return nil
}

// loadSample loads the sample that the program carries into an empty folder.
func (c Config) loadSample(ctx context.Context, folder store.Folder) error {
	l, err := c.loader(folder, "sample")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "inclusion-sample-*")
	if err != nil {
		return fmt.Errorf("unpacking the sample: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, sampledata.Files); err != nil {
		return fmt.Errorf("unpacking the sample: %w", err)
	}
	items, err := walk(dir)
	if err != nil {
		return err
	}
	report, err := l.Load(ctx, items)
	if err != nil {
		return fmt.Errorf("loading the sample: %w", err)
	}
	slog.Info("no data were there, so the invented sample was loaded", "folder", folder.Dir, "warehouse", report.Warehouse)
	return load.Record(folder, load.Run{Job: "sample", Started: l.Now(), Ended: l.Now(), Files: report.Files, Warehouse: report.Warehouse, Published: report.Published})
}
