package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// blockSize is how much of a file a disk keeps or loses at once.
const blockSize = 4096

// disk is a file system in memory that knows what of it a power cut would leave: the bytes of a file as they were when it was
// last synced, and the names in a folder as they were when the folder was last synced. What came later may or may not be there.
type disk struct {
	mu sync.Mutex
	// journal makes it promise what ext4 and XFS do: folder changes become durable in their order, and syncing a file brings
	// every change made before. Without it only POSIX is promised: a name is durable once its folder has been synced.
	journal bool
	gone    bool // the power is off: nothing is answered any more
	deaf    bool // it says that it has synced, and has not: with such a disk the rounds must fail
	inodes  map[uint64]*inode
	changes []change // of folders, made since they were last synced, oldest first
	syncs   int
}

// inode is a file or a folder.
type inode struct {
	number  uint64
	mode    uint32
	touched time.Time
	folder  bool
	names   map[string]uint64 // of a folder, as programs see it
	lasting map[string]uint64 // of a folder, as the disk has it
	data    []byte            // of a file, as programs see it
	length  int               // of a file, as the disk has it
	blocks  map[int][]byte    // of a file: what the disk has where that is not what programs see
}

// change is one operation on folders: the disk has all of its edits or none.
type change []edit

// edit gives a name in a folder to an inode; number 0 takes the name away.
type edit struct {
	folder *inode
	name   string
	number uint64
}

const rootNumber = 1

func newDisk(journal bool) *disk {
	d := &disk{journal: journal, inodes: map[uint64]*inode{}}
	d.made(true, 0o755)
	return d
}

// made is a new inode that no name has yet.
func (d *disk) made(folder bool, mode uint32) *inode {
	i := &inode{number: uint64(len(d.inodes) + rootNumber), mode: mode, touched: time.Now(), folder: folder}
	if folder {
		i.names, i.lasting = map[string]uint64{}, map[string]uint64{}
	} else {
		i.blocks = map[int][]byte{}
	}
	d.inodes[i.number] = i
	return i
}

func (d *disk) root() *inode { return d.inodes[rootNumber] }

// edit does a change as programs see it, and remembers that the disk has not got it.
func (d *disk) edit(c change) {
	c.on(func(f *inode) map[string]uint64 { return f.names })
	d.changes = append(d.changes, c)
}

func (c change) on(names func(*inode) map[string]uint64) {
	for _, e := range c {
		if e.number == 0 {
			delete(names(e.folder), e.name)
		} else {
			names(e.folder)[e.name] = e.number
		}
	}
}

// write puts bytes into a file.
func (i *inode) write(bytes []byte, at int) {
	end := at + len(bytes)
	i.remember(min(at, len(i.data)), end)
	i.stretch(end)
	copy(i.data[at:end], bytes)
	i.touched = time.Now()
}

// cut gives a file another length.
func (i *inode) cut(length int) {
	i.remember(min(length, len(i.data)), max(length, len(i.data)))
	i.stretch(length)
	clear(i.data[length:])
	i.data = i.data[:length]
	i.touched = time.Now()
}

func (i *inode) stretch(length int) {
	if length <= len(i.data) {
		return
	}
	if length > cap(i.data) {
		grown := make([]byte, len(i.data), max(length, 2*cap(i.data)))
		copy(grown, i.data)
		i.data = grown
	}
	i.data = i.data[:length]
}

// remember notes what the disk has of the blocks that are about to change.
func (i *inode) remember(from, to int) {
	for b := from / blockSize; b*blockSize < to; b++ {
		if _, noted := i.blocks[b]; noted {
			continue
		}
		start, end := min(b*blockSize, i.length, len(i.data)), min((b+1)*blockSize, i.length, len(i.data))
		i.blocks[b] = append([]byte{}, i.data[start:end]...)
	}
}

// sync makes a file's bytes, or a folder's names, durable.
func (d *disk) sync(i *inode) {
	d.syncs++
	if d.deaf {
		return
	}
	if !i.folder {
		i.length, i.blocks = len(i.data), map[int][]byte{}
	}
	switch {
	case d.journal:
		for _, c := range d.changes {
			c.on(func(f *inode) map[string]uint64 { return f.lasting })
		}
		d.changes = nil
	case i.folder:
		d.syncFolder(i)
	}
}

// syncFolder makes a folder's changes durable, with those of other folders that came before and belong to them.
func (d *disk) syncFolder(i *inode) {
	touched, wanted := map[*inode]bool{i: true}, make([]bool, len(d.changes))
	for n := len(d.changes) - 1; n >= 0; n-- {
		for _, e := range d.changes[n] {
			wanted[n] = wanted[n] || touched[e.folder]
		}
		for _, e := range d.changes[n] {
			touched[e.folder] = touched[e.folder] || wanted[n]
		}
	}
	var left []change
	for n, c := range d.changes {
		if wanted[n] {
			c.on(func(f *inode) map[string]uint64 { return f.lasting })
		} else {
			left = append(left, c)
		}
	}
	d.changes = left
}

// loss says what a power cut takes of what was not durable.
type loss struct {
	everything bool
	chance     *rand.Rand // decides block by block and change by change, where not everything goes
}

// off cuts the power: nothing is answered from now on, and what the disk has is written into a folder.
func (d *disk) off(l loss, into string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gone = true
	if !l.everything {
		d.keepSome(l)
	}
	return d.writeOut(d.root(), l, into)
}

// stop answers nothing any more.
func (d *disk) stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gone = true
}

// keepSome makes some folder changes durable after all: with a journal the first so many, without one any of them.
func (d *disk) keepSome(l loss) {
	first := l.chance.IntN(len(d.changes) + 1)
	for n, c := range d.changes {
		if d.journal && n < first || !d.journal && l.chance.IntN(2) == 0 {
			c.on(func(f *inode) map[string]uint64 { return f.lasting })
		}
	}
}

func (d *disk) writeOut(i *inode, l loss, path string) error {
	if !i.folder {
		return os.WriteFile(path, i.after(l), os.FileMode(i.mode&0o777))
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return err
	}
	for _, name := range sorted(i.lasting) {
		if err := d.writeOut(d.inodes[i.lasting[name]], l, filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
}

// after is what a power cut leaves of a file.
func (i *inode) after(l loss) []byte {
	if len(i.blocks) == 0 {
		return i.data
	}
	length := i.length
	if !l.everything && l.chance.IntN(2) == 0 {
		length = len(i.data)
	}
	left := make([]byte, length)
	copy(left, i.data)
	for _, b := range sorted(i.blocks) {
		if !l.everything && l.chance.IntN(2) == 0 {
			continue
		}
		start, end := min(b*blockSize, length), min((b+1)*blockSize, length)
		clear(left[start:end])
		copy(left[start:end], i.blocks[b])
	}
	return left
}
