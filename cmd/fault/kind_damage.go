package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// harm is a way to damage a file.
type harm struct {
	name string
	do   func(path, other string, chance *rand.Rand) error
}

var harms = []harm{
	{"a byte flipped", func(path, _ string, chance *rand.Rand) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[chance.IntN(len(b))] ^= byte(1 + chance.IntN(255))
		return os.WriteFile(path, b, 0o640)
	}},
	{"cut short", func(path, _ string, chance *rand.Rand) error {
		about, err := os.Stat(path)
		if err != nil {
			return err
		}
		return os.Truncate(path, chance.Int64N(about.Size()))
	}},
	{"removed", func(path, _ string, _ *rand.Rand) error { return os.Remove(path) }},
	{"emptied", func(path, _ string, _ *rand.Rand) error { return os.Truncate(path, 0) }},
	{"swapped with another", func(path, other string, _ *rand.Rand) error {
		return errors.Join(os.Rename(path, path+".x"), os.Rename(other, path), os.Rename(path+".x", other))
	}},
}

// damage damages one thing of a data folder that nobody has open.
func (r *round) damage() error {
	l := r.sample
	data, err := r.begin(l, "second")
	if err != nil {
		return err
	}
	switch r.chance.IntN(4) {
	case 0:
		return r.damageArchive(l, data)
	case 1:
		return r.damageStaged(l, data)
	case 2:
		return r.damageWarehouse(l, data)
	default:
		return r.damageCurrent(l, data)
	}
}

// damageArchive damages an edition's bytes: verify names it, rebuild refuses, people read on, and loading the file again mends it.
func (r *round) damageArchive(l *library, data string) error {
	all, err := editions(data)
	if err != nil {
		return err
	}
	hurt := r.chance.IntN(len(all))
	other := (hurt + 1) % len(all)
	in := func(n int) string { return filepath.Join(data, "archive", all[n].SHA256) }
	h := harms[r.chance.IntN(len(harms))]
	r.say("archive: %s %s", all[hurt].Name, h.name)
	if err := h.do(in(hurt), in(other), r.chance); err != nil {
		return err
	}
	if err := r.refused(data, []string{"verify"}, all[hurt].Name); err != nil {
		return err
	}
	if err := r.refused(data, []string{"rebuild"}, all[hurt].Name); err != nil {
		return err
	}
	server, err := r.serve(data)
	if err != nil {
		return err
	}
	if err := errors.Join(l.right.all(server.url, "second", l.addresses), server.stop()); err != nil {
		return err
	}
	for _, state := range []string{"first", "second"} {
		if _, err := r.must(data, nil, r.load(l, state)...); err != nil {
			return err
		}
	}
	return r.afterwards(l, data, []string{"second", "third"}, "third", nil)
}

// refused wants a command to end with 1 and to name what is wrong.
func (r *round) refused(data string, args []string, names string) error {
	code, text, err := r.run(data, nil, args...)
	switch {
	case err != nil:
		return err
	case code != 1:
		return fmt.Errorf("%s ended with %d over a damaged folder: %s", args[0], code, tail(text))
	case !strings.Contains(text, names):
		return fmt.Errorf("%s does not name %s: %s", args[0], names, tail(text))
	}
	return nil
}

// damageStaged damages what an edition was turned into, which is a cache: the next load must not take it for right.
func (r *round) damageStaged(l *library, data string) error {
	files, err := filepath.Glob(filepath.Join(data, "staged", "*", "*"))
	if err != nil || len(files) < 2 {
		return errors.Join(err, fmt.Errorf("%d staged files", len(files)))
	}
	hurt := r.chance.IntN(len(files))
	h := harms[r.chance.IntN(len(harms))]
	r.say("staged: %s %s", filepath.Base(files[hurt]), h.name)
	if err := h.do(files[hurt], files[(hurt+1)%len(files)], r.chance); err != nil {
		return err
	}
	return r.afterwards(l, data, []string{"second", "third"}, "third", nil)
}

// damageWarehouse damages the file that is served: no wrong answer comes of it, verify names it, and a rebuild mends it.
func (r *round) damageWarehouse(l *library, data string) error {
	path := filepath.Join(data, "warehouse-000002.duckdb")
	h := harms[r.chance.IntN(4)]
	r.say("warehouse %s", h.name)
	if err := h.do(path, "", r.chance); err != nil {
		return err
	}
	server, err := r.serve(data)
	if err == nil {
		err = errors.Join(r.rightOrRefused(l, server.url, "second"), server.stop())
		r.say("served")
	} else {
		r.say("not served")
		err = nil
	}
	if err != nil {
		return err
	}
	// A byte that nothing is written in changes nothing: what verify finds whole is held against the right answers below.
	if code, text, err := r.run(data, nil, "verify"); err != nil || code == 1 && !strings.Contains(text, "warehouse") {
		return errors.Join(err, fmt.Errorf("verify does not name the warehouse: %s", tail(text)))
	} else if code == 0 {
		// A server that starts makes a warehouse again that it cannot read, and then another one is current.
		current, err := os.ReadFile(filepath.Join(data, "current"))
		if err != nil || h.name != "a byte flipped" && string(current) == "2\n" {
			return errors.Join(err, fmt.Errorf("verify finds a warehouse whole that was %s: %s", h.name, tail(text)))
		}
		r.say("verify finds it whole")
	}
	if _, err := r.must(data, nil, "rebuild"); err != nil {
		return err
	}
	return r.afterwards(l, data, []string{"second", "third"}, "third", nil)
}

// rightOrRefused reads everything: an answer is right, or an honest error.
func (r *round) rightOrRefused(l *library, url, state string) error {
	for _, address := range l.addresses {
		status, body, err := ask(url + address)
		if err != nil || status >= 500 {
			continue
		}
		r.read++
		if states, warehouse := l.right.of(address, body); status != 200 || !among(states, []string{state}) {
			return fmt.Errorf("%s: %d, a wrong answer of warehouse %s, right for %q", address, status, warehouse, states)
		}
	}
	return nil
}

// damageCurrent damages the file that names the warehouse: another is not served for it, and a rebuild mends it.
func (r *round) damageCurrent(l *library, data string) error {
	texts := []string{"", "x", "7\n", "-1\n", "1000000000000000000000\n", "\x00\x00", "0\n"}
	text := texts[r.chance.IntN(len(texts))]
	r.say("current holds %q", text)
	if err := os.WriteFile(filepath.Join(data, "current"), []byte(text), 0o640); err != nil {
		return err
	}
	server, err := r.serve(data)
	if err == nil {
		err = errors.Join(r.rightOrRefused(l, server.url, "second"), server.stop())
		r.say("served")
		if err != nil {
			return err
		}
	} else if err := r.refused(data, []string{"verify"}, "current"); err != nil {
		return err
	}
	if _, err := r.must(data, nil, "rebuild"); err != nil {
		return err
	}
	return r.afterwards(l, data, []string{"second", "third"}, "third", nil)
}
