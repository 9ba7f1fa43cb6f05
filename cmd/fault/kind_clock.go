package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// clockFile names the file that says by how many seconds the program's clock is wrong.
const clockFile = "FAULT_CLOCK"

// moved is added to Go's own package time while the program is built for these rounds. Nothing of the product's source is changed: all
// of it, and all it imports in Go, asks time.Now. The monotonic clock goes on, as it does when a machine's clock is set.
//
// The file is read by a goroutine of its own: the scheduler itself asks for the time, where no file may be opened.
const moved = `package time

import (
	"sync/atomic"
	"syscall"
)

var clockIsWrongBy atomic.Int64

func init() {
	name, ok := syscall.Getenv("` + clockFile + `")
	if !ok {
		return
	}
	readClock(name)
	go func() {
		for {
			Sleep(10 * Millisecond)
			readClock(name)
		}
	}()
}

func readClock(name string) {
	file, err := open(name)
	if err != nil {
		return
	}
	defer closefd(file)
	var text [24]byte
	n, _ := read(file, text[:])
	by, sign := int64(0), int64(1)
	for _, c := range text[:max(n, 0)] {
		switch {
		case c == '-':
			sign = -1
		case '0' <= c && c <= '9':
			by = by*10 + int64(c-'0')
		}
	}
	clockIsWrongBy.Store(sign * by)
}
`

// buildSkewed builds the program with a clock that a file moves.
func (h *harness) buildSkewed() error {
	if h.skewed != "" {
		return nil
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	real := filepath.Join(strings.TrimSpace(string(out)), "src", "time")
	text, err := os.ReadFile(filepath.Join(real, "time.go"))
	if err != nil {
		return err
	}
	const asks = "func Now() Time {\n\tsec, nsec, mono := runtimeNow()\n"
	if !strings.Contains(string(text), asks) {
		return errors.New("this Go's time.Now is another one than the rounds of the clock know how to move")
	}
	own := filepath.Join(h.dir, "time")
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(real, "time.go"):  filepath.Join(own, "time.go"),
		filepath.Join(real, "moved.go"): filepath.Join(own, "moved.go"),
	}})
	if err == nil {
		err = os.MkdirAll(own, 0o755)
	}
	for name, text := range map[string]string{"time.go": strings.Replace(string(text), asks, asks+"\tsec += clockIsWrongBy.Load()\n", 1), "moved.go": moved, "overlay.json": string(overlay)} {
		err = errors.Join(err, os.WriteFile(filepath.Join(own, name), []byte(text), 0o644))
	}
	if err != nil {
		return err
	}
	h.skewed, err = h.build("skewed", "-overlay", filepath.Join(own, "overlay.json"))
	return err
}

const year = 365 * 24 * time.Hour

// moveClock lets people sign in, read and write and a load go on while the clock is wrong, and then with the clock right again.
func (r *round) moveClock() error {
	if err := r.buildSkewed(); err != nil {
		return err
	}
	by := time.Duration(1+r.chance.IntN(20)) * year
	if r.chance.IntN(2) == 0 {
		by = -by
	}
	jump := []time.Duration{0, -2 * time.Hour, -3 * year, 3 * year}[r.chance.IntN(4)]
	if r.chance.IntN(3) == 0 {
		by = 0
	}
	r.say("the clock is wrong by %.0f days, then jumps by %.1f", by.Hours()/24, jump.Hours()/24)
	if r.chance.IntN(2) == 0 {
		return r.loadByAWrongClock(by, jump)
	}
	return r.writeByAWrongClock(by, jump)
}

// set sets the clock of a round's programs.
func (r *round) set(by time.Duration) (env string, err error) {
	path := filepath.Join(r.dir, "clock")
	temp := path + ".new"
	if err := os.WriteFile(temp, []byte(strconv.FormatInt(int64(by/time.Second), 10)+"\n"), 0o644); err != nil {
		return "", err
	}
	return clockFile + "=" + path, os.Rename(temp, path)
}

// writeByAWrongClock has somebody sign in and write before and after the clock jumps.
func (r *round) writeByAWrongClock(by, jump time.Duration) error {
	l := r.sample.whateverTheDay()
	data, err := r.begin(l, "first")
	if err != nil {
		return err
	}
	env, err := r.set(by)
	if err != nil {
		return err
	}
	server, err := r.serve(data, env)
	if err != nil {
		return err
	}
	people := gather(server.url, l.right, l.figures, []string{"first", "second"})
	s := newSaves(nil)
	err = errors.Join(r.signInAndWrite(s, server.url, "before"), second(r.set(by+jump)))
	time.Sleep(50 * time.Millisecond)
	if jump <= 0 && err == nil && !s.save(server.url, statements[0], "After the clock went back.") {
		err = errors.New("the clock went back, and the session with it")
	}
	err = errors.Join(err, r.signInAndWrite(s, server.url, "after"))
	_, failed := r.must(data, []string{env}, r.load(l, "second")...)
	err = errors.Join(err, failed, untilAttached(l, server.url, "second", l.figures), people.home(), server.stop())
	r.read += people.read
	if err != nil {
		return err
	}
	if err := r.withTheRightClock(s, data); err != nil {
		return err
	}
	return r.afterwards(l, data, []string{"second"}, "second", s)
}

// withTheRightClock has the writer sign in once the clock is right again.
func (r *round) withTheRightClock(s *saves, data string) error {
	server, err := r.serve(data)
	if err != nil {
		return err
	}
	return errors.Join(r.signInAndWrite(s, server.url, "right"), server.stop())
}

func second(_ string, err error) error { return err }

// signInAndWrite signs in and saves once about each statement.
func (r *round) signInAndWrite(s *saves, url, when string) (err error) {
	if s.cookie, err = signIn(url); err != nil {
		return err
	}
	for _, statement := range statements {
		if !s.save(url, statement, fmt.Sprintf("Round %d, %s, %s.", r.n, statement, when)) {
			return fmt.Errorf("by a wrong clock, %s it jumped: a save was refused", when)
		}
	}
	return nil
}

// loadByAWrongClock loads a revised file by hand: it came in last, whatever the clock says, so its figures are the newest.
func (r *round) loadByAWrongClock(by, jump time.Duration) error {
	l := r.byHand.whateverTheDay()
	data, err := r.begin(l, "by-hand")
	if err != nil {
		return err
	}
	env, err := r.set(by + jump)
	if err != nil {
		return err
	}
	server, err := r.serve(data, env)
	if err != nil {
		return err
	}
	people := gather(server.url, l.right, l.figures, l.states)
	_, failed := r.must(data, []string{env}, r.load(l, "by-hand-revised")...)
	err = errors.Join(failed, untilAttached(l, server.url, "by-hand-revised", l.figures), people.home(), server.stop())
	r.read += people.read
	if err != nil {
		return err
	}
	return r.afterwards(l, data, []string{"by-hand-revised"}, "by-hand-revised", nil)
}
