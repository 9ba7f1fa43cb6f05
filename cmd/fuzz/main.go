// Command fuzz runs every fuzz target of the project one after the other, each on one core, and says in a table what came of it.
//
// Which targets there are is asked of the tests themselves, so that none is forgotten. With --keep it then adds to the kept inputs of
// each target those of the newly found ones that reach statements which no other kept input reaches.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"text/tabwriter"
	"time"
)

func main() {
	lasts := flag.Duration("time", 10*time.Minute, "how long each target runs")
	only := flag.String("only", "", "the one target to run, as in ingest/format.FuzzUnzip; all when empty")
	memory := flag.String("memory", "1500MiB", "what one target may take in memory before Go's collector works against it")
	keep := flag.Bool("keep", false, "add new inputs that reach more to the kept ones")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	failed, err := runAll(ctx, os.Stdout, *only, runner{lasts: *lasts, memory: *memory}, *keep)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || failed {
		os.Exit(1)
	}
}

// runAll runs the targets serially and prints the table even when it is interrupted.
func runAll(ctx context.Context, out io.Writer, only string, r runner, keep bool) (failed bool, err error) {
	targets, err := list(ctx)
	if err != nil {
		return false, err
	}
	var outcomes []outcome
	for _, t := range targets {
		if only != "" && t.String() != only || ctx.Err() != nil {
			continue
		}
		fmt.Fprintf(out, "%s, %s\n", t, r.lasts)
		o := r.run(ctx, t)
		if keep && o.result == passed {
			if o.kept, err = keepUseful(ctx, t); err != nil {
				o.result = err.Error()
			}
		}
		failed = failed || o.result != passed
		outcomes = append(outcomes, o)
	}
	if len(outcomes) == 0 && ctx.Err() == nil {
		return true, fmt.Errorf("no target is called %q", only)
	}
	table(out, outcomes)
	return failed, ctx.Err()
}

func table(out io.Writer, outcomes []outcome) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\ntarget\texecutions\tnew inputs\tkept\tresult")
	total := 0
	for _, o := range outcomes {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\n", o.target, o.executions, o.found, o.kept, o.result)
		total += o.executions
	}
	fmt.Fprintf(w, "%d targets\t%d\n", len(outcomes), total)
	_ = w.Flush()
}
