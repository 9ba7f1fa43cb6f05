package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	view "inclusion/dashboards/template"
	"inclusion/ingest/sen2/intake"
	"inclusion/internal/indicator"
	"inclusion/internal/returns"
)

type sen2CountCommand struct {
	returnFile
	To    string `help:"The folder to write to, or a file that ends in .zip." required:"" type:"path"`
	Guard bool   `help:"Hold small numbers back, and what would give them away, as everybody but the data officer sees them."`
}

// Run writes the counts, exact unless they are to be guarded.
func (cmd sen2CountCommand) Run(ctx context.Context, c *Config) error {
	taken, err := cmd.take(ctx, c, nothingMore)
	if err != nil {
		return err
	}
	r := taken.Return
	heading(os.Stdout, r)
	tables, in, away := r.Tables, returns.Cell{N: float64(r.Moves.In)}, returns.Cell{N: float64(r.Moves.Away)}
	if cmd.Guard {
		tables = cmd.guard(tables)
		in, away = r.Moves.Guarded(returns.GuardOptions{Most: cmd.Small})
	}
	fmt.Printf("plans transferred in during %d: %s; children who moved away before their assessment was complete: %s\n", r.Year-1, shown(in), shown(away))
	if filepath.Ext(cmd.To) == ".zip" {
		f, err := os.OpenFile(cmd.To, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("writing the counts: %w", err)
		}
		defer f.Close()
		if err := printReturn(f, r, tables); err != nil {
			return err
		}
		fmt.Println("written:", cmd.To)
		return f.Close()
	}
	files, err := printedFiles(registerOf(r.Area), r.Area, r.Year, tables)
	if err != nil {
		return err
	}
	return writeFiles(cmd.To, files)
}

// writeFiles writes files by their names below a folder that only its owner can read.
func writeFiles(dir string, files map[string][]byte) error {
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return fmt.Errorf("making the folder of the counts: %w", err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return fmt.Errorf("writing the counts: %w", err)
		}
	}
	fmt.Printf("written: %s in %s\n", view.Counted(len(files), "file", "files"), dir)
	return nil
}

type sen2ValuesCommand struct {
	returnFile
	Guard  bool   `help:"Hold back what is made of small numbers, as everybody but the data officer sees it."`
	Format string `help:"csv or json." enum:"csv,json" default:"csv"`
}

// printedValue is an indicator of a return as the command prints it.
type printedValue struct {
	AreaCode string `json:"area_code"`
	Name     string `json:"name"`
	returns.Value
}

// Run prints the indicators, worked out by the statements that published files go through.
func (cmd sen2ValuesCommand) Run(ctx context.Context, c *Config) error {
	taken, err := cmd.take(ctx, c, func(t *intake.Taker) { t.Values = c.derive })
	if err != nil {
		return err
	}
	values := taken.Return.Values
	if cmd.Guard {
		values = taken.Return.Guarded
	}
	all := make([]printedValue, len(values))
	for i, v := range values {
		about, err := indicator.ByID(v.Indicator)
		if err != nil {
			return err
		}
		all[i] = printedValue{taken.Return.Area, about.Name, v}
	}
	if cmd.Format == "json" {
		e := json.NewEncoder(os.Stdout)
		e.SetIndent("", " ")
		return e.Encode(all)
	}
	w := csv.NewWriter(os.Stdout)
	_ = w.Write([]string{"indicator", "name", "area_code", "period", "numerator", "denominator", "value", "status", "lower", "upper"}) // told by Error
	for _, v := range all {
		_ = w.Write([]string{v.Indicator, v.Name, v.AreaCode, v.Period, plainNumber(v.Numerator), plainNumber(v.Denominator), plainNumber(v.Value.Value),
			statusWord(v.Status), plainNumber(v.Lower), plainNumber(v.Upper)})
	}
	w.Flush()
	return w.Error()
}

func plainNumber(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}

func statusWord(s returns.Status) string {
	if s == returns.OK {
		return "ok"
	}
	return string(s)
}

type sen2NowCommand struct {
	returnFile
	Format string `help:"text or json." enum:"text,json" default:"text"`
}

// Run prints how the running year stands. The counts are exact.
func (cmd sen2NowCommand) Run(ctx context.Context, c *Config) error {
	taken, err := cmd.take(ctx, c, nothingMore)
	if err != nil {
		return err
	}
	if cmd.Format == "json" {
		e := json.NewEncoder(os.Stdout)
		e.SetIndent("", " ")
		return e.Encode(taken.Return.Pace)
	}
	heading(os.Stdout, taken.Return)
	for _, s := range taken.Return.Pace.Series {
		about := s.About()
		fmt.Printf("\n%s: %s\n  %s\n", about.Title, shown(s.Total), about.Meaning)
		for _, p := range s.Parts {
			late := ""
			if s.Late(p) {
				late = "  (late)"
			}
			fmt.Printf("  %8s  %s%s\n", shown(p.Cell), s.Label(p), late)
		}
		if s.Extra > 0 {
			fmt.Printf("  %8s  without a date, so in none of these\n", view.Count(s.Extra))
		}
	}
	foretell(taken.Return.Pace)
	return nil
}

// foretell prints the forecast, or why there is none.
func foretell(p *returns.Pace) {
	f := p.Forecast
	if f == nil {
		fmt.Println("\nNo forecast: " + p.NoForecast)
		return
	}
	fmt.Printf("\nPlans issued within 20 weeks in %d, exceptions left out\n", f.Year)
	fmt.Printf("  so far: %d of %d\n", f.OnTimeSoFar, f.IssuedSoFar)
	fmt.Printf("  forecast for the whole year: %.1f%%, and %d times in 100 between %.1f%% and %.1f%%\n", f.Percent, f.Level, f.Lower, f.Upper)
	fmt.Printf("  whatever the pace: at least %.1f%% if every open case came late, at most %.1f%% if every one that still can came on time\n", f.Worst, f.Best)
}

func shown(c returns.Cell) string {
	if c.Status != returns.OK {
		return string(c.Status)
	}
	return view.Count(c.N)
}
