package main

import (
	"context"
	"os"

	"inclusion/internal/indicator"
)

type valuesCommand struct {
	Indicator string `help:"The indicator's id, such as S01." required:""`
	Area      string `help:"Only this area's code, such as 202."`
	Period    string `help:"Only this period, such as 2024."`
	Pool      string `help:"Which areas are ranked: default leaves out those with tiny numbers, all has everyone." enum:"default,all" default:"default"`
	Format    string `help:"csv or json." enum:"csv,json" default:"csv"`
}

// Run prints the values as CSV or JSON.
func (cmd valuesCommand) Run(ctx context.Context, c *Config) error {
	folder, n, err := c.loaded()
	if err != nil {
		return err
	}
	db, err := c.engine(folder).ReadOnly(ctx, folder.Warehouse(n))
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := indicator.Rows(ctx, db, indicator.Query{Indicator: cmd.Indicator, Area: cmd.Area, Period: cmd.Period, Pool: cmd.Pool})
	if err != nil {
		return err
	}
	if cmd.Format == "json" {
		return indicator.WriteJSON(os.Stdout, rows)
	}
	return indicator.WriteCSV(os.Stdout, rows)
}
