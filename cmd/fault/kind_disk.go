package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// roomy is how large the small disk is: a few warehouses of the sample's.
const roomy = 96 << 20

// fillDisk leaves the server and the loader a little room on a disk of their own, or none, and then gives it back.
func (r *round) fillDisk() (err error) {
	if err := noMount(); err != nil {
		return err
	}
	l := r.sample
	from := l.states[r.chance.IntN(2)]
	disk := filepath.Join(r.dir, "small")
	if err := os.Mkdir(disk, 0o755); err != nil {
		return err
	}
	if err := syscall.Mount("fault", disk, "tmpfs", 0, fmt.Sprintf("size=%d", roomy)); err != nil {
		return fmt.Errorf("mounting a small disk: %w", err)
	}
	defer func() { err = errors.Join(err, syscall.Unmount(disk, 0)) }()
	data := filepath.Join(disk, "data")
	if err := copyFolder(l.folders[from], data); err != nil {
		return err
	}
	s := newSaves(l.cookie)
	if err := r.whileFull(l, data, filepath.Join(disk, "filler"), from, s); err != nil {
		return err
	}
	return r.afterwards(l, data, []string{from, l.next(from)}, l.next(from), s)
}

// whileFull lets people read and write and a load go on while the disk fills, and wants writing to go on by itself once there is room.
func (r *round) whileFull(l *library, data, filler, from string, s *saves) error {
	server, err := r.serve(data)
	if err != nil {
		return err
	}
	defer server.kill()
	left := r.chance.Int64N(256 << 10)
	if r.chance.IntN(2) == 0 {
		left = r.chance.Int64N(12 << 20)
	}
	people, stop := gather(server.url, l.right, l.addresses, []string{from, l.next(from)}), make(chan struct{})
	writing := s.write(server.url, fmt.Sprint(r.n), true, stop)
	time.Sleep(200 * time.Millisecond)
	full := fill(filler, left)
	code, _, loadErr := r.run(data, nil, r.load(l, l.next(from))...)
	time.Sleep(200 * time.Millisecond)
	before, refused := s.count(), s.refused
	err = errors.Join(full, loadErr, os.Remove(filler))
	r.say("%d kB were left, the load ended with %d, %d saves were refused", left>>10, code, refused)
	err = errors.Join(err, until("people can write again", func() bool { return s.count() > before+1 }))
	close(stop)
	writing.Wait()
	err = errors.Join(err, people.home())
	r.read += people.read
	return errors.Join(err, server.stop())
}

// fill takes all of a disk's room but some bytes.
func fill(path string, left int64) error {
	var about syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &about); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if take := int64(about.Bavail)*about.Bsize - left; take > 0 {
		return syscall.Fallocate(int(f.Fd()), 0, 0, take)
	}
	return nil
}

// until waits for something to come true.
func until(what string, is func() bool) error {
	for end := time.Now().Add(patience); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("in vain waited until %s", what)
		}
	}
	return nil
}
