package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// kind is a way to break things.
type kind struct {
	name  string
	tried string // for the table
	share int    // of all rounds
	run   func(*round) error
}

func names() (all []string) {
	for _, k := range kinds() {
		all = append(all, k.name)
	}
	return all
}

func kindOf(name string) (kind, bool) {
	for _, k := range kinds() {
		if k.name == name {
			return k, true
		}
	}
	return kind{}, false
}

// draw picks a kind by its share.
func draw(chance *rand.Rand) kind {
	all, sum := kinds(), 0
	for _, k := range all {
		sum += k.share
	}
	n := chance.IntN(sum)
	for _, k := range all {
		if n -= k.share; n < 0 {
			return k
		}
	}
	return all[0]
}

// round is one time that things are broken.
type round struct {
	*harness
	n      int
	chance *rand.Rand
	dir    string // of its own
	did    []string
	saved  int
	read   int
}

// result is what a round came to.
type result struct {
	n           int
	kind, tried string
	did         string
	saved, read int
	took        time.Duration
	err         error
}

func (r result) String() string {
	outcome := "passed"
	if r.err != nil {
		outcome = "FAILED: " + strings.ReplaceAll(r.err.Error(), "\n", "; ")
	}
	return fmt.Sprintf("round %d %s: %s: %s (%.1f s)", r.n, r.kind, r.did, outcome, r.took.Seconds())
}

// round runs one round. Everything in it is drawn from the seed and its number.
func (h *harness) round(n int, only string) result {
	chance := rand.New(rand.NewPCG(h.seed, uint64(n)))
	k := draw(chance)
	if only != "" {
		k, _ = kindOf(only)
	}
	r := &round{harness: h, n: n, chance: chance, dir: filepath.Join(h.dir, fmt.Sprintf("round-%d", n))}
	started := time.Now()
	err := os.Mkdir(r.dir, 0o755)
	if err == nil {
		err = k.run(r)
	}
	if err != nil && h.keep != "" {
		_ = os.MkdirAll(h.keep, 0o755)
		err = errors.Join(err, copyFolder(r.dir, filepath.Join(h.keep, filepath.Base(r.dir))))
	}
	err = errors.Join(err, os.RemoveAll(r.dir))
	return result{n, k.name, k.tried, strings.Join(r.did, ", "), r.saved, r.read, time.Since(started), err}
}

func (r *round) say(format string, args ...any) { r.did = append(r.did, fmt.Sprintf(format, args...)) }

// moment is a time drawn at random.
func (r *round) moment(most time.Duration) time.Duration {
	return time.Duration(r.chance.Int64N(int64(most)))
}

// begin copies a data folder to begin with.
func (r *round) begin(l *library, state string) (data string, err error) {
	data = filepath.Join(r.dir, "data")
	return data, copyFolder(l.folders[state], data)
}

// load is how the next state is loaded by hand.
func (h *harness) load(l *library, state string) []string {
	switch {
	case slices.Equal(l.states, h.sample.states):
		return []string{"ingest", "--sample", "--from", h.files(state)}
	case strings.HasPrefix(state, "by-hand"):
		return []string{"ingest", "--from", h.files(state)}
	default:
		return []string{"ingest", "--live", "ehc-plans"}
	}
}

// afterwards is what every round ends with: the folder verifies, a server starts on it and answers for one of the states that may be
// current, the load is done again while people read, what they read then is the state it brings, and every save is there. Env is for
// the program.
func (r *round) afterwards(l *library, data string, allowed []string, final string, s *saves, env ...string) error {
	if text, err := r.must(data, env, "verify"); err != nil {
		return fmt.Errorf("afterwards: %w: %s", err, tail(text))
	}
	server, err := r.serve(data, env...)
	if err != nil {
		return fmt.Errorf("afterwards: %w", err)
	}
	addresses := l.addresses
	if len(env) > 0 {
		addresses = l.figures
	}
	people := gather(server.url, l.right, addresses, allowed)
	_, err = r.must(data, env, r.load(l, final)...)
	if err == nil {
		err = untilAttached(l, server.url, final, addresses)
	}
	if s != nil && err == nil {
		err = s.shown(server.url)
	}
	err = errors.Join(err, people.home())
	r.read += people.read
	if err = errors.Join(err, server.stop()); err != nil {
		return fmt.Errorf("afterwards: %w", err)
	}
	if s != nil {
		r.saved += s.count()
		err = s.kept(r.ctx, data)
	}
	return errors.Join(err, r.listed(data, l.folders[final]))
}

// untilAttached waits until a server answers for a state everywhere: it looks for a new warehouse every two seconds.
func untilAttached(l *library, url, state string, addresses []string) error {
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		err := l.right.all(url, state, addresses)
		if err == nil || time.Now().After(end) {
			return err
		}
	}
}

// listed wants the archive to list what a folder that nothing happened to lists.
func (h *harness) listed(data, like string) error {
	has, err := sums(data)
	if err != nil {
		return err
	}
	wanted, err := sums(like)
	if err != nil {
		return err
	}
	if !slices.Equal(has, wanted) {
		return fmt.Errorf("the archive lists %d editions, and should list %d", len(has), len(wanted))
	}
	return nil
}

func sums(data string) ([]string, error) {
	all, err := editions(data)
	var list []string
	for _, e := range all {
		list = append(list, e.SHA256)
	}
	slices.Sort(list)
	return list, err
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// printTable says by kind what was tried, how often, and what happened.
func printTable(to io.Writer, results []result, took time.Duration) {
	w := tabwriter.NewWriter(to, 2, 8, 2, ' ', 0)
	fmt.Fprintln(w, "kind\trounds\tpassed\tsaves acknowledged, all there\tanswers read, all right\twhat was tried")
	rounds, passed, saved, read := 0, 0, 0, 0
	for _, k := range kinds() {
		n, ok, s, a := 0, 0, 0, 0
		for _, r := range results {
			if r.kind != k.name {
				continue
			}
			n++
			if r.err == nil {
				ok, s, a = ok+1, s+r.saved, a+r.read
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\n", k.name, n, ok, s, a, k.tried)
		rounds, passed, saved, read = rounds+n, passed+ok, saved+s, read+a
	}
	fmt.Fprintf(w, "all\t%d\t%d\t%d\t%d\t%.0f s\n", rounds, passed, saved, read, took.Seconds())
	_ = w.Flush()
}
