package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	fusefs "github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// entry is an inode as the kernel asks for it.
type entry struct {
	fusefs.Inode
	disk *disk
	is   *inode
}

// mounted is a disk that programs can reach through a folder.
type mounted struct {
	*disk
	path   string
	server *fuse.Server
}

// mount makes a disk reachable at path. It must be unmounted.
func (d *disk) mount(path string) (*mounted, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, err
	}
	none := time.Duration(0)
	server, err := fusefs.Mount(path, &entry{disk: d, is: d.root()}, &fusefs.Options{
		EntryTimeout: &none, AttrTimeout: &none, NegativeTimeout: &none,
		RootStableAttr: &fusefs.StableAttr{Ino: rootNumber},
		MountOptions:   fuse.MountOptions{DirectMountStrict: true, FsName: "fault", Name: "fault", DisableXAttrs: true, MaxWrite: 1 << 20},
	})
	if err != nil {
		return nil, fmt.Errorf("mounting the disk whose power is cut: %w", err)
	}
	return &mounted{d, path, server}, nil
}

// unmount takes the disk away; nobody may have a file open there.
func (m *mounted) unmount() error {
	for try := 0; ; try++ {
		err := m.server.Unmount()
		if err == nil || try == 100 {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// fill puts a folder's files on the disk, durably.
func (d *disk) fill(from string) error {
	at := map[string]*inode{".": d.root()}
	return fs.WalkDir(os.DirFS(from), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		about, err := e.Info()
		if err != nil {
			return err
		}
		i := d.made(e.IsDir(), uint32(about.Mode().Perm()))
		if !e.IsDir() {
			if i.data, err = os.ReadFile(filepath.Join(from, name)); err != nil {
				return err
			}
			i.length = len(i.data)
		}
		in, last := at[filepath.Dir(name)], filepath.Base(name)
		in.names[last], in.lasting[last], at[name] = i.number, i.number, i
		return nil
	})
}

// do runs one operation, unless the power is off.
func (e *entry) do(operation func() syscall.Errno) syscall.Errno {
	e.disk.mu.Lock()
	defer e.disk.mu.Unlock()
	if e.disk.gone {
		return syscall.EIO
	}
	return operation()
}

func (e *entry) about(i *inode, out *fuse.Attr) {
	out.Ino, out.Mode, out.Nlink, out.Size = i.number, i.mode|syscall.S_IFREG, 1, uint64(len(i.data))
	if i.folder {
		out.Mode, out.Nlink, out.Size = i.mode|syscall.S_IFDIR, 2, blockSize
	}
	out.Blksize, out.Blocks = blockSize, (out.Size+511)/512
	out.SetTimes(&i.touched, &i.touched, &i.touched)
}

func (e *entry) reach(ctx context.Context, i *inode, out *fuse.EntryOut) *fusefs.Inode {
	e.about(i, &out.Attr)
	kind := uint32(syscall.S_IFREG)
	if i.folder {
		kind = syscall.S_IFDIR
	}
	return e.NewInode(ctx, &entry{disk: e.disk, is: i}, fusefs.StableAttr{Mode: kind, Ino: i.number})
}

func (e *entry) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (found *fusefs.Inode, no syscall.Errno) {
	no = e.do(func() syscall.Errno {
		number, ok := e.is.names[name]
		if !ok {
			return syscall.ENOENT
		}
		found = e.reach(ctx, e.disk.inodes[number], out)
		return 0
	})
	return found, no
}

func (e *entry) add(ctx context.Context, name string, folder bool, mode uint32, out *fuse.EntryOut) (found *fusefs.Inode, no syscall.Errno) {
	no = e.do(func() syscall.Errno {
		if _, taken := e.is.names[name]; taken {
			return syscall.EEXIST
		}
		i := e.disk.made(folder, mode&0o777)
		e.disk.edit(change{{e.is, name, i.number}})
		found = e.reach(ctx, i, out)
		return 0
	})
	return found, no
}

func (e *entry) Create(ctx context.Context, name string, _ uint32, mode uint32, out *fuse.EntryOut) (*fusefs.Inode, fusefs.FileHandle, uint32, syscall.Errno) {
	found, no := e.add(ctx, name, false, mode, out)
	return found, nil, 0, no
}

func (e *entry) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fusefs.Inode, syscall.Errno) {
	return e.add(ctx, name, true, mode, out)
}

func (e *entry) Unlink(_ context.Context, name string) syscall.Errno {
	return e.do(func() syscall.Errno {
		e.disk.edit(change{{e.is, name, 0}})
		return 0
	})
}

func (e *entry) Rmdir(_ context.Context, name string) syscall.Errno {
	return e.do(func() syscall.Errno {
		if i := e.disk.inodes[e.is.names[name]]; i != nil && len(i.names) > 0 {
			return syscall.ENOTEMPTY
		}
		e.disk.edit(change{{e.is, name, 0}})
		return 0
	})
}

func (e *entry) Rename(_ context.Context, name string, to fusefs.InodeEmbedder, as string, flags uint32) syscall.Errno {
	target, ours := to.(*entry)
	if !ours || flags != 0 {
		return syscall.EINVAL
	}
	return e.do(func() syscall.Errno {
		number, ok := e.is.names[name]
		if !ok {
			return syscall.ENOENT
		}
		if over := e.disk.inodes[target.is.names[as]]; over != nil && over.folder && len(over.names) > 0 {
			return syscall.ENOTEMPTY
		}
		e.disk.edit(change{{e.is, name, 0}, {target.is, as, number}})
		return 0
	})
}

func (e *entry) Readdir(context.Context) (stream fusefs.DirStream, no syscall.Errno) {
	no = e.do(func() syscall.Errno {
		var list []fuse.DirEntry
		for _, name := range sorted(e.is.names) {
			i, kind := e.disk.inodes[e.is.names[name]], uint32(syscall.S_IFREG)
			if i.folder {
				kind = syscall.S_IFDIR
			}
			list = append(list, fuse.DirEntry{Name: name, Mode: kind, Ino: i.number})
		}
		stream = fusefs.NewListDirStream(list)
		return 0
	})
	return stream, no
}

func (e *entry) Getattr(_ context.Context, _ fusefs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	return e.do(func() syscall.Errno {
		e.about(e.is, &out.Attr)
		return 0
	})
}

func (e *entry) Setattr(_ context.Context, _ fusefs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	return e.do(func() syscall.Errno {
		if mode, ok := in.GetMode(); ok {
			e.is.mode = mode & 0o777
		}
		if size, ok := in.GetSize(); ok {
			e.is.cut(int(size))
		}
		e.about(e.is, &out.Attr)
		return 0
	})
}

func (e *entry) Open(context.Context, uint32) (fusefs.FileHandle, uint32, syscall.Errno) {
	return nil, 0, e.do(func() syscall.Errno { return 0 })
}

func (e *entry) Read(_ context.Context, _ fusefs.FileHandle, into []byte, at int64) (answer fuse.ReadResult, no syscall.Errno) {
	no = e.do(func() syscall.Errno {
		from := min(int(at), len(e.is.data))
		answer = fuse.ReadResultData(append([]byte{}, e.is.data[from:min(from+len(into), len(e.is.data))]...))
		return 0
	})
	return answer, no
}

func (e *entry) Write(_ context.Context, _ fusefs.FileHandle, bytes []byte, at int64) (uint32, syscall.Errno) {
	return uint32(len(bytes)), e.do(func() syscall.Errno {
		e.is.write(bytes, int(at))
		return 0
	})
}

func (e *entry) Fsync(context.Context, fusefs.FileHandle, uint32) syscall.Errno {
	return e.do(func() syscall.Errno {
		e.disk.sync(e.is)
		return 0
	})
}

// Statfs says that there is room: the engine asks before it spills.
func (e *entry) Statfs(_ context.Context, out *fuse.StatfsOut) syscall.Errno {
	out.Bsize, out.Frsize, out.Blocks, out.Bfree, out.Bavail, out.NameLen = blockSize, blockSize, 1<<20, 1<<20, 1<<20, 255
	return 0
}

func (e *entry) Flush(context.Context, fusefs.FileHandle) syscall.Errno { return 0 }

// What the kernel finds of an entry it finds by these.
var (
	_ fusefs.NodeLookuper  = (*entry)(nil)
	_ fusefs.NodeCreater   = (*entry)(nil)
	_ fusefs.NodeMkdirer   = (*entry)(nil)
	_ fusefs.NodeUnlinker  = (*entry)(nil)
	_ fusefs.NodeRmdirer   = (*entry)(nil)
	_ fusefs.NodeRenamer   = (*entry)(nil)
	_ fusefs.NodeReaddirer = (*entry)(nil)
	_ fusefs.NodeGetattrer = (*entry)(nil)
	_ fusefs.NodeSetattrer = (*entry)(nil)
	_ fusefs.NodeOpener    = (*entry)(nil)
	_ fusefs.NodeReader    = (*entry)(nil)
	_ fusefs.NodeWriter    = (*entry)(nil)
	_ fusefs.NodeFsyncer   = (*entry)(nil)
	_ fusefs.NodeFlusher   = (*entry)(nil)
	_ fusefs.NodeStatfser  = (*entry)(nil)
)

// noMount says that this machine lets nobody mount anything.
func noMount() error {
	if os.Geteuid() != 0 {
		return errors.New("mounting needs root")
	}
	if _, err := os.Stat("/dev/fuse"); err != nil {
		return fmt.Errorf("mounting needs /dev/fuse: %w", err)
	}
	return nil
}
