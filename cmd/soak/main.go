// Command soak puts a whole site under a crowd like a real one, in the middle of which every published file is loaded again, and says
// whether the site kept its promises: no error, 19 of 20 answers within half a second, and memory that does not grow. It builds and
// starts the real program on loopback, and ends by itself.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

type settings struct {
	Sessions int    `help:"How many people and programs are there at the same time." default:"600"`
	Minutes  int    `help:"How long they stay." default:"10"`
	Seed     uint64 `help:"What the crowd is drawn from." default:"1"`
	From     string `help:"The folder of published files; without it ../shared/real, or else the invented sample." type:"existingdir"`
	Binary   string `help:"The inclusion program; without it one is built." type:"existingfile"`
	Profile  string `help:"Write the server's log and figures of its work into this folder." type:"path"`
}

var errBroken = errors.New("a promise is broken")

func main() {
	var s settings
	kong.Parse(&s, kong.Name("soak"), kong.Description("Put a site under a crowd while every file is loaded again."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := s.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// run prepares a site, lets the crowd in, loads everything in the middle, and judges.
func (s settings) run(ctx context.Context) (err error) {
	scratch, err := os.MkdirTemp("", "soak-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	p, err := s.prepare(ctx, scratch)
	if err != nil {
		return err
	}
	site, err := p.serve(ctx, s.logFile(scratch))
	if err != nil {
		return err
	}
	defer site.stop()
	town, err := survey(ctx, site.url)
	if err != nil {
		return err
	}
	editors, err := hire(ctx, site.url, p.data, town, max(1, s.Sessions*editorsOf100/100))
	if err != nil {
		return fmt.Errorf("giving people accounts: %w", err)
	}
	kept, err := fill(ctx, site, town)
	if err != nil {
		return fmt.Errorf("having pages made: %w", err)
	}
	fmt.Printf("the server keeps %.0f MB of pages before anybody comes\n", kept)
	fmt.Printf("%d sessions for %d minutes on %s, seed %d: %d areas, %d indicators, %d people who write\n",
		s.Sessions, s.Minutes, p.from, s.Seed, len(town.areas), len(town.indicators), len(editors))

	r := newRecord(time.Now())
	during, cancel := context.WithTimeout(ctx, time.Duration(s.Minutes)*time.Minute)
	defer cancel()
	watched := make(chan []sample, 1)
	go func() { watched <- watch(during, site) }()
	loaded := make(chan error, 1)
	go func() { loaded <- p.loadAgain(during, r, time.Duration(s.Minutes)*time.Minute*2/5) }()
	crowd{town: town, editors: editors, url: site.url, record: r, seed: s.Seed}.live(during, s.Sessions)
	samples := <-watched
	loadErr := <-loaded
	lost := checkSaves(ctx, site.url, editors)
	return report(os.Stdout, outcome{settings: s, record: r, samples: samples, lost: lost, saves: savesOf(editors), load: loadErr, work: site.work(ctx)})
}

func (s settings) logFile(scratch string) string {
	if s.Profile != "" {
		return filepath.Join(s.Profile, "server.log")
	}
	return filepath.Join(scratch, "server.log")
}
