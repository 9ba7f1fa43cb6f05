package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/intake"
	places "inclusion/ingest/sen2/report"
	"inclusion/internal/returns"
)

type sen2Command struct {
	Check  sen2CheckCommand  `cmd:"" help:"Check a return: which rules are broken, how often and, with --report, where."`
	Count  sen2CountCommand  `cmd:"" help:"Write the return's counts in the shape of the published files."`
	Values sen2ValuesCommand `cmd:"" help:"Print the indicators that follow from the return."`
	Now    sen2NowCommand    `cmd:"" help:"Print what is open and due on the day of the return, and what the year's 20-week figure is likely to be."`
}

// returnFile is a person-level return on this computer, and what is needed to read it.
type returnFile struct {
	File string `arg:"" help:"The return: XML, a ZIP or a folder of the census system's CSV export, the Excel template, or a workbook of tables." type:"path"`
	AsAt string `help:"See the return as it stood on this day, YYYY-MM-DD. Without it: the census, or the earlier day on which the file was made." name:"as-at"`
	sen2Settings
}

// take reads the file with a progress bar and forgets it. prepare sets what else the taker needs.
func (in returnFile) take(ctx context.Context, c *Config, prepare func(*intake.Taker)) (returns.Taken, error) {
	t, err := in.taker(c.Data)
	if err != nil {
		return returns.Taken{}, err
	}
	if in.AsAt != "" {
		day, err := time.Parse(time.DateOnly, in.AsAt)
		if err != nil {
			return returns.Taken{}, fmt.Errorf("--as-at %s is no day: write it as 2026-09-01", in.AsAt)
		}
		t.AsAt = sen2.DateOf(day)
	}
	t.Known = func(code string) bool { return registerOf(code) != nil }
	prepare(&t)
	about, err := os.Stat(in.File)
	if err != nil {
		return returns.Taken{}, fmt.Errorf("opening the return: %w", err)
	}
	if about.IsDir() {
		return refusedOr(t.Folder(ctx, in.File, ""))
	}
	f, err := os.Open(in.File)
	if err != nil {
		return returns.Taken{}, fmt.Errorf("opening the return: %w", err)
	}
	defer f.Close()
	var finish func()
	t.Progress, finish = showBytes(about.Size())
	taken, err := t.Take(ctx, returns.Upload{Name: filepath.Base(in.File), Body: f, Size: about.Size()}, "")
	finish()
	return refusedOr(taken, err)
}

// refusedOr prints a refusal: it is the file's fault, not the program's.
func refusedOr(taken returns.Taken, err error) (returns.Taken, error) {
	if refusal, ok := intake.Refused(err); ok {
		fmt.Println("refused: " + refusal.Error() + ".")
		return returns.Taken{}, errRejected
	}
	return taken, err
}

// nothingMore leaves a taker as it is.
func nothingMore(*intake.Taker) {}

type sen2CheckCommand struct {
	returnFile
	Report string `help:"Write where each rule is broken, as numbers of people, lines and fields, to this .xlsx or .csv file." type:"path"`
}

// Run prints what is wrong with a return. It ends with exit code 2 when the file is refused or has errors.
func (cmd sen2CheckCommand) Run(ctx context.Context, c *Config) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(cmd.Report)), ".")
	if cmd.Report != "" && format != "csv" && format != "xlsx" {
		return fmt.Errorf("--report %s: the report is an .xlsx or a .csv file", cmd.Report)
	}
	taken, err := cmd.take(ctx, c, nothingMore)
	if err != nil {
		return err
	}
	heading(os.Stdout, taken.Return)
	groups := problems(taken.Return)
	for _, g := range groups {
		fmt.Printf("\n%s: %d in %s. %s\n", g.Heading, len(g.Found), view.Counted(g.Places(), "place", "places"), g.Means)
		for _, f := range g.Found {
			fmt.Printf("  %-5s %s: %s of %s\n", f.Rule.ID, f.Rule.Title, view.Counted(f.Count, "place", "places"), view.Counted(f.People, "person", "people"))
			if f.Rule.Do != "" {
				fmt.Println("        " + f.Rule.Do)
			}
		}
	}
	if len(groups) == 0 {
		fmt.Println("\nNo rule is broken.")
	}
	unknown(taken.Unknown)
	if !taken.Return.Register {
		fmt.Println("\nNot checked: rules that need the register of establishments. Give it with --establishments.")
	}
	if cmd.Report != "" {
		if err := writeReport(cmd.Report, format, taken); err != nil {
			return err
		}
		fmt.Println("\nwritten:", cmd.Report)
	}
	if slices.ContainsFunc(groups, func(g returns.Group) bool { return g.Severity == returns.Error }) {
		return errRejected
	}
	return nil
}

// problems are the findings that are more than a count.
func problems(r returns.Return) []returns.Group {
	return slices.DeleteFunc(returns.BySeverity(r.Year, r.Findings), func(g returns.Group) bool { return g.Severity == returns.Total })
}

// heading says whose return it is and of when.
func heading(w io.Writer, r returns.Return) {
	name := r.Area
	if areas := registerOf(r.Area); areas != nil {
		if a, err := areas.ByCode(r.Area); err == nil {
			name = a.Name + " (" + r.Area + ")"
		}
	}
	fmt.Fprintf(w, "%s, return of %d, census of %s, %s, %s, %s\n", name, r.Year, dayOf(r.ReferenceDate), r.Form, view.Counted(r.People, "person", "people"), view.Counted(r.Requests, "request", "requests"))
	if r.InYear() {
		fmt.Fprintf(w, "as at %s: the year is not over\n", dayOf(r.AsAt))
	}
	fmt.Fprintln(w, "SHA-256", r.SHA256)
}

func unknown(names map[string]int) {
	if len(names) == 0 {
		return
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		all = append(all, fmt.Sprintf("%s (%d)", name, names[name]))
	}
	fmt.Println("\nElements or columns that no return has, passed over:", strings.Join(all, ", "))
}

// dayOf writes a day of a return: 15 January 2026.
func dayOf(iso string) string {
	day, _ := time.Parse(time.DateOnly, iso) // one that is not there is written as not known
	return view.Date(day)
}

// writeReport writes the places to a file that only its owner can read; one that is half written is removed.
func writeReport(path, format string, taken returns.Taken) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	err = places.Write(f, format, taken)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(path)
		return fmt.Errorf("writing the report %s: %w", path, err)
	}
	return nil
}
