//go:build linux

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// watcher sees every file that is made or changed below some folders, also one that is removed again at once, and reads of it what it can.
type watcher struct {
	t     *testing.T
	fd    int // of the pipe: asking the pipe for it would make reading block
	pipe  *os.File
	mu    sync.Mutex
	dirs  map[int32]string
	names map[string]bool
	read  map[string][]byte // what was seen of each, one state after the other
	ended chan struct{}
}

// most is how many bytes of a file are read as it is written. What stays is read whole in the end.
const most = 1 << 20

const watched = syscall.IN_CREATE | syscall.IN_MODIFY | syscall.IN_MOVED_TO | syscall.IN_CLOSE_WRITE

// watch begins to watch folders and what is in them.
func watch(t *testing.T, dirs ...string) *watcher {
	t.Helper()
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC | syscall.IN_NONBLOCK)
	if err != nil {
		t.Fatal(err)
	}
	w := &watcher{t: t, fd: fd, pipe: os.NewFile(uintptr(fd), "inotify"), dirs: map[int32]string{}, names: map[string]bool{}, read: map[string][]byte{}, ended: make(chan struct{})}
	for _, dir := range dirs {
		w.add(dir, false)
	}
	go w.listen()
	return w
}

// add watches a folder and those in it. What stands in a new one already was made after it.
func (w *watcher) add(dir string, made bool) {
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil // gone again
		}
		if made {
			w.saw(path)
		}
		if !entry.IsDir() {
			return nil
		}
		at, err := syscall.InotifyAddWatch(w.fd, path, watched)
		if err == nil {
			w.mu.Lock()
			w.dirs[int32(at)] = path
			w.mu.Unlock()
		}
		return nil
	})
	if err != nil {
		w.t.Error(err)
	}
}

func (w *watcher) saw(path string) {
	b, err := os.ReadFile(path)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[path] = true
	if err == nil && len(b) < most && len(w.read[path]) < 4*most && !bytes.HasSuffix(w.read[path], b) {
		w.read[path] = append(w.read[path], b...)
	}
}

func (w *watcher) listen() {
	defer close(w.ended)
	b := make([]byte, 64<<10)
	for {
		n, err := w.pipe.Read(b)
		if err != nil {
			if !errors.Is(err, os.ErrClosed) {
				w.t.Error(err)
			}
			return
		}
		for rest := b[:n]; len(rest) >= syscall.SizeofInotifyEvent; {
			at := int32(binary.NativeEndian.Uint32(rest))
			mask, length := binary.NativeEndian.Uint32(rest[4:]), int(binary.NativeEndian.Uint32(rest[12:]))
			name := string(bytes.TrimRight(rest[syscall.SizeofInotifyEvent:syscall.SizeofInotifyEvent+length], "\x00"))
			rest = rest[syscall.SizeofInotifyEvent+length:]
			if mask&syscall.IN_Q_OVERFLOW != 0 {
				w.t.Error("more happened in the folders than could be watched")
			}
			w.mu.Lock()
			path := filepath.Join(w.dirs[at], name)
			w.mu.Unlock()
			if mask&syscall.IN_ISDIR != 0 {
				w.add(path, true)
			} else if name != "" {
				w.saw(path)
			}
		}
	}
}

// stop ends watching and gives the names of what was seen and what could be read of it.
func (w *watcher) stop() (names []string, read map[string][]byte) {
	w.pipe.Close()
	<-w.ended
	for name := range w.names {
		names = append(names, name)
	}
	return names, w.read
}

// unlike gives the names that begin with none of these.
func unlike(names []string, allowed ...string) (others []string) {
next:
	for _, name := range names {
		for _, begin := range allowed {
			if strings.HasPrefix(name, begin) {
				continue next
			}
		}
		others = append(others, name)
	}
	return others
}
