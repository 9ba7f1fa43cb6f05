package main

import (
	"context"
	"fmt"
	"path/filepath"

	"inclusion/internal/download"
	"inclusion/internal/store"
)

type exportCommand struct {
	To     string `help:"The folder to write into; it is made if it is not there." required:"" type:"path"`
	Format string `help:"csv or parquet." enum:"csv,parquet" default:"csv"`
}

// Run writes every table of the current warehouse as a file, with a README.
func (cmd exportCommand) Run(ctx context.Context, c *Config) error {
	folder, n, err := c.loaded()
	if err != nil {
		return err
	}
	engine, path := c.engine(folder), folder.Warehouse(n)
	db, err := engine.ReadOnly(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	files, err := download.Export(ctx, db, n, cmd.To, cmd.Format, func(ctx context.Context, dir string, all []store.Copy) error {
		return engine.Copies(ctx, path, dir, all)
	})
	if err != nil {
		return err
	}
	for _, name := range files {
		fmt.Println(filepath.Join(cmd.To, filepath.FromSlash(name)))
	}
	return nil
}
