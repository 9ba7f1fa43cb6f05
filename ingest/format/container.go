package format

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"inclusion/internal/ziplist"
)

// container is an open ZIP file whose members are read within limits: a ZIP of CSVs, an ODS and an XLSX alike.
type container struct {
	name    string // of the file, for messages
	lim     Limits
	left    int64 // bytes that may still be unpacked
	file    *os.File
	size    int64       // of the file as it is packed
	list    []*zip.File // everything but folders, in the file's order
	members map[string]*zip.File
}

// openContainer opens the ZIP at path once its list of members is seen to be whole, safe and within the limits.
func openContainer(path string, lim Limits) (*container, error) {
	lim = lim.orDefault()
	name := filepath.Base(path)
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	c := &container{name: name, lim: lim, left: lim.MaxBytes, file: file, members: map[string]*zip.File{}}
	if err := c.readList(); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// Close releases the file.
func (c *container) Close() error { return c.file.Close() }

func (c *container) readList() error {
	info, err := c.file.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	c.size = size
	if err := checkEnd(c.file, size, c.lim); err != nil {
		return err
	}
	r, err := ziplist.Open(c.file, size, c.lim.MaxMembers)
	if errors.Is(err, ziplist.ErrTooMany) {
		return overLimit("it has more members than the limit of %d", c.lim.MaxMembers)
	}
	if err != nil {
		return fmt.Errorf("its list of members is damaged (%w): download it again", err)
	}
	for _, f := range r.File {
		if err := c.addMember(f); err != nil {
			return err
		}
	}
	return nil
}

func (c *container) addMember(f *zip.File) error {
	name, err := memberName(f)
	if err != nil {
		return err
	}
	mode := f.Mode()
	switch {
	case strings.HasSuffix(name, "/") || mode.IsDir():
		return nil
	case mode&fs.ModeType != 0:
		return fmt.Errorf("member %s is a link or a device, not a file: ask the publisher for a plain ZIP", name)
	case f.Flags&1 != 0:
		return fmt.Errorf("member %s is protected by a password: ask the publisher for an open file", name)
	case c.members[name] != nil:
		return fmt.Errorf("two members are called %s, so it is not clear which is meant: ask the publisher for a mended ZIP", name)
	}
	f.Name = name
	c.list = append(c.list, f)
	c.members[name] = f
	return nil
}

// memberName gives the member's name in UTF-8 with forward slashes, and refuses one that would leave its folder.
func memberName(f *zip.File) (string, error) {
	name := f.Name
	if !utf8.ValidString(name) {
		// The ZIP format's own encoding, for names that do not say that they are UTF-8.
		decoded, err := charmap.CodePage437.NewDecoder().String(name)
		if err != nil {
			return "", fmt.Errorf("member %q has a name that is not text: %w", name, err)
		}
		name = decoded
	}
	name = strings.ReplaceAll(name, `\`, "/")
	unsafe := !fs.ValidPath(strings.TrimSuffix(name, "/")) || strings.ContainsFunc(name, unicode.IsControl) ||
		(len(name) > 1 && name[1] == ':')
	if unsafe {
		return "", fmt.Errorf("member %q has a name that points outside the file: do not use this copy, download it from the publisher", name)
	}
	return name, nil
}

// open starts reading a member; what is read counts against the limits.
func (c *container) open(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &meter{c: c, member: f, r: r}, nil
}

// head gives the first bytes of a small member, or nothing.
func (c *container) head(name string) string {
	r, err := c.open(c.members[name])
	if err != nil {
		return ""
	}
	defer r.Close()
	text, _ := io.ReadAll(io.LimitReader(r, headSize))
	return string(text)
}

// meter holds one member to the limits while it is unpacked: what its header declares is not believed.
type meter struct {
	c      *container
	member *zip.File
	r      io.ReadCloser
	read   int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.read += int64(n)
	if m.c.left -= int64(n); m.c.left < 0 {
		return 0, overLimit("it unpacks to more than %d bytes", m.c.lim.MaxBytes)
	}
	// Of all members together as well: many entries of the list may lead to the same bytes.
	if all := m.c.lim.MaxBytes - m.c.left; all > ratioFloor && all/max(m.c.size, 1) > int64(m.c.lim.MaxRatio) {
		return 0, overLimit("its members unpack to more than %d times its size", m.c.lim.MaxRatio)
	}
	packed := max(int64(m.member.CompressedSize64), 1)
	if m.read > ratioFloor && m.read/packed > int64(m.c.lim.MaxRatio) {
		return 0, overLimit("it unpacks to more than %d times its size", m.c.lim.MaxRatio)
	}
	return n, err
}

func (m *meter) Close() error { return m.r.Close() }

// explain says of an error met in a member what it means for the file.
func (c *container) explain(member string, err error) error {
	var corrupt flate.CorruptInputError
	var syntax *xml.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s: the file ends in the middle of member %s: download it again", c.name, member)
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.As(err, &corrupt):
		return fmt.Errorf("%s: member %s is damaged (%w): download it again", c.name, member, err)
	case errors.Is(err, zip.ErrAlgorithm):
		return fmt.Errorf("%s: member %s is packed in a way that is not read here (%w): unpack it and pack it again as a plain ZIP", c.name, member, err)
	case errors.As(err, &syntax):
		return fmt.Errorf("%s: member %s is not whole XML (%w): download it again; if it opens only with a password, ask for an open copy",
			c.name, member, err)
	}
	return fmt.Errorf("%s: member %s: %w", c.name, member, err)
}

// Marks and sizes of the ZIP format (APPNOTE.TXT 4.3).
const (
	localMark = "PK\x03\x04"
	listMark  = "PK\x01\x02"
	endMark   = "PK\x05\x06"
	localSize = 30
	listSize  = 46
	endSize   = 22
	maxName   = 1 << 10
)

// checkEnd makes sure that the file closes with its own list of members. Without this, a file that was cut inside a
// ZIP which it holds would be taken for that inner ZIP; and a list of millions would be read before it is counted.
func checkEnd(r io.ReaderAt, size int64, lim Limits) error {
	tail := make([]byte, min(size, endSize+1<<16))
	start := size - int64(len(tail))
	if _, err := r.ReadAt(tail, start); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for at := bytes.LastIndex(tail, []byte(endMark)); at >= 0; at = bytes.LastIndex(tail[:at], []byte(endMark)) {
		end := tail[at:]
		if len(end) < endSize {
			continue
		}
		records := int(binary.LittleEndian.Uint16(end[10:]))
		length := int64(binary.LittleEndian.Uint32(end[12:]))
		offset := int64(binary.LittleEndian.Uint32(end[16:]))
		if offset+length != start+int64(at) {
			continue
		}
		if records > lim.MaxMembers || length > int64(lim.MaxMembers)*(listSize+maxName) {
			return overLimit("it lists %d members in %d bytes, over the limit of %d members", records, length, lim.MaxMembers)
		}
		return nil
	}
	return cutShort(r, size)
}

// cutShort says where a ZIP without its list of members ends.
func cutShort(r io.ReaderAt, size int64) error {
	head := make([]byte, len(localMark))
	if n, _ := r.ReadAt(head, 0); n < len(head) || string(head) != localMark {
		return errors.New("this is not a ZIP, ODS or XLSX file: check the address that it was downloaded from")
	}
	if name := lastMember(r, size); name != "" {
		return fmt.Errorf("the file ends in the middle of member %s: download it again", name)
	}
	return errors.New("the file ends before its list of members does: download it again")
}

// lastMember names the last member that a cut file starts, or gives "" when all of them are there.
func lastMember(r io.ReaderAt, size int64) string {
	const step = 1 << 16
	buf := make([]byte, step+localSize+maxName)
	for start := (size - 1) / step * step; start >= 0; start -= step {
		n, _ := r.ReadAt(buf[:min(int64(len(buf)), size-start)], start)
		chunk := buf[:n]
		local := bytes.LastIndex(chunk[:min(n, step+len(localMark)-1)], []byte(localMark))
		if list := bytes.LastIndex(chunk, []byte(listMark)); list > local {
			return ""
		}
		if local < 0 {
			continue
		}
		header := chunk[local:]
		if len(header) < localSize {
			return ""
		}
		length := int(binary.LittleEndian.Uint16(header[26:]))
		if length > 0 && localSize+length <= len(header) {
			return strings.ToValidUTF8(string(header[localSize:localSize+length]), "?")
		}
		return ""
	}
	return ""
}
