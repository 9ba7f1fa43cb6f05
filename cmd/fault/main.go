// Command fault breaks the product on purpose and looks at what is left: it kills the loader and the server, cuts the power under the
// data folder, breaks the connection to the publishers, fills the disk, damages files and moves the clock, a few hundred times over.
// After each round the data folder must open, loading must go on without work by hand, no reader may have had a wrong answer and
// nothing that was acknowledged may be lost.
//
// It starts the real program, talks to loopback only, works in a temporary folder and ends by itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 200, "how many rounds")
	flag.Uint64Var(&o.seed, "seed", 1, "what everything is drawn from: the same seed draws the same rounds")
	flag.StringVar(&o.only, "only", "", "one kind only: "+strings.Join(names(), ", "))
	flag.IntVar(&o.round, "round", 0, "one round only, by its number")
	flag.StringVar(&o.binary, "binary", "", "the program to break; built from this source where it is not given")
	flag.StringVar(&o.keep, "keep", "", "a folder that the data folders of failed rounds are moved to")
	flag.BoolVar(&o.deaf, "deaf", false, "cut the power under a disk that says it has synced and has not; rounds then fail, which shows that they can")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed, err := o.run(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "fault:", err)
	}
	if err != nil || failed > 0 {
		stop()
		os.Exit(1)
	}
}

type options struct {
	rounds, round      int
	seed               uint64
	only, binary, keep string
	deaf               bool
}

// run prepares, runs the rounds and prints the table.
func (o options) run(ctx context.Context) (failed int, err error) {
	if _, ok := kindOf(o.only); o.only != "" && !ok {
		return 0, fmt.Errorf("there is no kind %q; there are: %s", o.only, strings.Join(names(), ", "))
	}
	dir, err := os.MkdirTemp("", "inclusion-fault-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	h := &harness{ctx: ctx, dir: dir, binary: o.binary, seed: o.seed, keep: o.keep, deaf: o.deaf}
	started := time.Now()
	if err := h.prepare(); err != nil {
		return 0, fmt.Errorf("preparing: %w", err)
	}
	defer h.close()
	fmt.Printf("prepared in %.0f s; seed %d\n", time.Since(started).Seconds(), o.seed)
	var results []result
	first, last := 1, o.rounds
	if o.round > 0 {
		first, last = o.round, o.round
	}
	for n := first; n <= last && ctx.Err() == nil; n++ {
		res := h.round(n, o.only)
		if ctx.Err() != nil {
			break // it was stopped in the middle, which says nothing
		}
		fmt.Println(res)
		results = append(results, res)
		if res.err != nil {
			failed++
			fmt.Printf("  again: go run ./cmd/fault --seed %d --only %q --round %d\n", o.seed, res.kind, n)
		}
	}
	fmt.Println()
	printTable(os.Stdout, results, time.Since(started))
	return failed, ctx.Err()
}

// harness is what all rounds share.
type harness struct {
	ctx        context.Context
	dir        string
	binary     string
	skewed     string // the program with a clock that a file moves; built when a round needs it
	seed       uint64
	keep       string
	deaf       bool
	sample     *library
	england    *library // loaded from the stand-in publishers
	byHand     *library // the same, loaded from files
	publishers *publishers
}

// build makes the program from this source.
func (h *harness) build(name string, more ...string) (string, error) {
	to := filepath.Join(h.dir, name)
	args := append(append([]string{"build"}, more...), "-o", to, "inclusion/cmd/inclusion")
	out, err := exec.CommandContext(h.ctx, "go", args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the program: %w: %s", err, out)
	}
	return to, nil
}

// prepare builds the program, and makes the data folders that rounds begin with and the answers that are right.
func (h *harness) prepare() (err error) {
	if h.binary == "" {
		if h.binary, err = h.build("inclusion"); err != nil {
			return err
		}
	}
	if h.binary, err = filepath.Abs(h.binary); err != nil {
		return err
	}
	if h.publishers, err = publish(filepath.Join(h.dir, "published")); err != nil {
		return err
	}
	if h.sample, err = h.sampleLibrary(); err != nil {
		return err
	}
	if h.england, err = h.englandLibrary("published", "revised"); err != nil {
		return err
	}
	h.byHand, err = h.englandLibrary("by-hand", "by-hand-revised")
	return err
}

func (h *harness) close() { h.publishers.close() }
