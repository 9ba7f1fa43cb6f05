package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Half as long again as a load or a server takes here, so that some moments come after the end.
const loading = 2500 * time.Millisecond

// killLoader kills a load, or a rebuild, while a server serves the same folder.
func (r *round) killLoader() error {
	l := r.sample
	from := l.states[r.chance.IntN(2)]
	to, allowed := l.next(from), []string{from, l.next(from)}
	args := r.load(l, to)
	if r.chance.IntN(4) == 0 {
		args, allowed = []string{"rebuild"}, []string{from}
	}
	data, err := r.begin(l, from)
	if err != nil {
		return err
	}
	return r.killedWhileRead(l, data, args, allowed, to)
}

// killLive kills a load from the publishers.
func (r *round) killLive() error {
	r.publishers.release(2)
	data, err := r.begin(r.england, "published")
	if err != nil {
		return err
	}
	return r.killedWhileRead(r.england, data, r.load(r.england, "revised"), r.england.states, "revised")
}

func (r *round) killedWhileRead(l *library, data string, args, allowed []string, final string) error {
	server, err := r.serve(data)
	if err != nil {
		return err
	}
	people := gather(server.url, l.right, l.addresses, allowed)
	loader, err := r.start(data, nil, args...)
	if err != nil {
		return errors.Join(err, people.home(), server.stop())
	}
	at := r.moment(loading)
	select {
	case <-loader.ended:
		r.say("%s ended before it was to be killed", args[0])
		err = r.wasKept(loader, data)
	case <-time.After(at):
		loader.kill()
		r.say("%s killed after %d ms", args[0], at.Milliseconds())
	}
	err = errors.Join(err, people.home())
	r.read += people.read
	if err = errors.Join(err, server.stop()); err != nil {
		return err
	}
	return r.afterwards(l, data, append(allowed, final), final, nil)
}

// edition is what the archive's list says of one.
type edition struct {
	SHA256 string `json:"sha256"`
	Name   string `json:"name"`
}

func editions(data string) (all []edition, err error) {
	b, err := os.ReadFile(filepath.Join(data, "archive", "editions.json"))
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	return all, err
}

// wasKept wants every file that a loader said it had loaded in the archive.
func (r *round) wasKept(loader *child, data string) error {
	all, err := editions(data)
	if err != nil {
		return err
	}
	for line := range strings.Lines(loader.out.String()) {
		name, isLoaded := strings.CutSuffix(strings.TrimSpace(line), ": loaded")
		if !isLoaded {
			continue
		}
		found := false
		for _, e := range all {
			found = found || strings.HasPrefix(name, e.Name) || strings.HasSuffix(name, e.Name)
		}
		if !found {
			return fmt.Errorf("lost: %s was said to be loaded, and the archive does not list it", name)
		}
	}
	return nil
}

// killServer kills the server once to three times while people read and write.
func (r *round) killServer() error {
	l := r.sample
	from := l.states[r.chance.IntN(2)]
	data, err := r.begin(l, from)
	if err != nil {
		return err
	}
	s := newSaves(l.cookie)
	var people *crowd
	kills := 1 + r.chance.IntN(3)
	for n := range kills {
		server, err := r.serve(data)
		if err != nil {
			return fmt.Errorf("after %d kills: %w", n, err)
		}
		if people == nil {
			people = gather(server.url, l.right, l.addresses, []string{from})
		}
		people.mayFail(false, server.url)
		wanted, more := s.count()+1+r.chance.IntN(15), r.moment(300*time.Millisecond)
		stop := make(chan struct{})
		writing := s.write(server.url, fmt.Sprintf("%d.%d", r.n, n), false, stop)
		err = until("people have saved what they write", func() bool { return s.count() >= wanted })
		time.Sleep(more)
		people.mayFail(true, "")
		server.kill()
		close(stop)
		writing.Wait()
		if err != nil {
			return errors.Join(err, people.home())
		}
		r.say("killed %d ms after save %d", more.Milliseconds(), wanted)
	}
	err = errors.Join(err, people.home())
	r.read += people.read
	return errors.Join(err, r.afterwards(l, data, []string{from, l.next(from)}, l.next(from), s))
}

// cutPower cuts the power under a server that people write to and a loader.
func (r *round) cutPower() error {
	if err := noMount(); err != nil {
		return err
	}
	l := r.sample
	from := l.states[r.chance.IntN(2)]
	to := l.next(from)
	d := newDisk(r.chance.IntN(2) == 0)
	if err := d.fill(l.folders[from]); err != nil {
		return err
	}
	d.deaf = r.deaf
	m, err := d.mount(filepath.Join(r.dir, "disk"))
	if err != nil {
		return err
	}
	s, left := newSaves(l.cookie), filepath.Join(r.dir, "data")
	err = r.untilTheCut(m, s, l, from, to, left)
	if err = errors.Join(err, m.unmount()); err != nil {
		return err
	}
	return r.afterwards(l, left, []string{from, to}, to, s)
}

// untilTheCut lets people write and a load go on until the power is cut, and writes what the disk has into left.
func (r *round) untilTheCut(m *mounted, s *saves, l *library, from, to, left string) error {
	defer m.stop()
	cutAt, lost := 50*time.Millisecond+r.moment(loading*3/2), loss{everything: r.chance.IntN(2) == 0, chance: r.chance}
	first, writes := r.chance.IntN(3) == 0, r.chance.IntN(3) > 0
	server, err := r.serve(m.path)
	if err != nil {
		return err
	}
	defer server.kill()
	people, stop, writing := gather(server.url, l.right, l.addresses, []string{from, to}), make(chan struct{}), &sync.WaitGroup{}
	if writes {
		writing = s.write(server.url, fmt.Sprint(r.n), false, stop)
		if err := until("people have saved what they write", func() bool { return s.count() > 0 }); err != nil {
			return errors.Join(err, people.home())
		}
	}
	args := r.load(l, to)
	if first {
		args = []string{"rebuild"}
	}
	loader, err := r.start(m.path, nil, args...)
	if err != nil {
		return errors.Join(err, people.home())
	}
	defer loader.kill()
	select {
	case <-time.After(cutAt):
	case <-r.ctx.Done():
	}
	people.mayFail(true, "")
	err = m.off(lost, left)
	close(stop)
	loader.kill()
	server.kill()
	writing.Wait()
	r.say("cut %d ms into %s, %s, %s, after %d saves and %d syncs", cutAt.Milliseconds(), args[0], what(m.journal, "with a journal", "only what POSIX promises"),
		what(lost.everything, "all that was not synced lost", "any part of it lost"), s.count(), m.syncs)
	err = errors.Join(err, people.home())
	r.read += people.read
	return err
}

func what(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}
