package read

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
	"inclusion/internal/ziplist"
)

// packed reads a ZIP of the census system's export, the Excel template or the workbook of tables: whatever begins as a ZIP does. A ZIP
// that holds an XML return and no table is read as that return.
func packed(ctx context.Context, file io.ReaderAt, size int64, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error, notes *Notes) error {
	o.Limits = o.Limits.filled()
	p, err := openPack(ctx, file, size, o.Limits)
	if err != nil {
		return err
	}
	if p.part("xl/workbook.bin") != nil {
		return returns.Refuse("The workbook is a binary one (.xlsb): save it as .xlsx and send that")
	}
	if p.part(workbookPart) != nil {
		return handing(ctx, o, begin, each, notes, p.meter, func(d *desk) error { return readBook(p, d) })
	}
	others := tally{}
	tables, message, err := p.sortOut(others)
	if err != nil {
		return err
	}
	if message != nil {
		return readMessage(ctx, message, o, begin, each, notes)
	}
	return handing(ctx, o, begin, each, notes, p.meter, func(d *desk) error {
		d.unknown = others
		return readExport(tables, d)
	})
}

// readMessage reads the XML that a ZIP holds.
func readMessage(ctx context.Context, message *member, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error, notes *Notes) error {
	in, err := message.open()
	if err != nil {
		return err
	}
	defer in.Close()
	from := newSource(ctx, in, o.Limits.Bytes)
	head := make([]byte, headBytes)
	n, err := io.ReadFull(from, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if err := otherThanXML(head[:n]); err != nil {
		return err
	}
	notes.Form = sen2.XML
	return readXML(ctx, head[:n], from, o, begin, each, notes)
}

// Bounds of a ZIP: more members, or better packed ones, than any return has.
const (
	mostMembers = 1_000
	mostRatio   = 250     // unpacked bytes for each packed one, once over ratioFloor; returns pack to between a fifth and a fiftieth
	ratioFloor  = 1 << 20 // under this a member does no harm

	mostReadings = 3 // how often a file is read at most: for the order of its tables, and for their rows, which may start again
)

func tooManyMembers() error {
	return returns.Refuse("The ZIP file has more than %d members", mostMembers)
}

// pack is a ZIP whose members are read within limits. What it declares of their sizes is not believed.
type pack struct {
	ctx     context.Context
	limit   int64 // bytes that a member may unpack to
	meter   *meter
	members []*zip.File
}

// openPack looks at the list of members, which must be whole, short and safe.
func openPack(ctx context.Context, file io.ReaderAt, size int64, limits Limits) (*pack, error) {
	if err := checkEnd(file, size); err != nil {
		return nil, err
	}
	r, err := ziplist.Open(file, size, mostMembers)
	if errors.Is(err, ziplist.ErrTooMany) {
		return nil, tooManyMembers()
	}
	if err != nil {
		return nil, returns.Refuse("The ZIP file's list of members is damaged: make it again and send it again")
	}
	p := &pack{ctx: ctx, limit: limits.Bytes, meter: &meter{size: size}}
	names := map[string]bool{}
	for _, f := range r.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		switch mode := f.Mode(); {
		case strings.HasSuffix(name, "/") || mode.IsDir():
			continue
		case mode&fs.ModeType != 0:
			return nil, returns.Refuse("The ZIP file holds a link or a device where a file should be")
		case f.Flags&1 != 0:
			return nil, returns.Refuse("The ZIP file is protected by a password: send it without one")
		case names[name]:
			return nil, returns.Refuse("The ZIP file holds two members of the same name: make it again with one of each")
		case strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), "._"):
			continue // what a Mac adds for itself
		}
		names[name] = true
		f.Name = name
		p.members = append(p.members, f)
	}
	return p, nil
}

// part finds a member by its whole name, in whatever case it is written.
func (p *pack) part(name string) *zip.File {
	for _, f := range p.members {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

// sortOut tells the tables of the export from everything else. When there is no table but one XML file, that is the message.
func (p *pack) sortOut(others tally) (tables []*member, message *member, err error) {
	var xml []*zip.File
	for _, f := range p.members {
		base := strings.ToLower(path.Base(f.Name))
		switch g := tableNamed(base); {
		case g != sen2.NoGroup:
			tables = append(tables, &member{group: g, name: tableFile(g), open: func() (io.ReadCloser, error) { return p.open(f, tableFile(g)) }, bytes: int64(min(f.UncompressedSize64, uint64(p.limit)))})
		case strings.HasSuffix(base, ".xml"):
			xml = append(xml, f)
		default:
			others.add([]byte(otherNames))
		}
	}
	switch {
	case len(tables) > 0 && len(xml) > 0:
		return nil, nil, returns.Refuse("The ZIP file holds both an XML return and tables of the census system's export: send one of them")
	case len(xml) > 1:
		return nil, nil, returns.Refuse("The ZIP file holds more than one XML file: send the return alone")
	case len(xml) == 1:
		only := xml[0]
		return nil, &member{name: "the XML file", open: func() (io.ReadCloser, error) { return p.open(only, "the XML file") }}, nil
	case len(tables) == 0:
		return nil, nil, returns.Refuse("The ZIP file holds no return: neither an XML file, nor the tables of the census system's export (files that end in _person.csv, _requests.csv and so on), nor a workbook")
	}
	return tables, nil, nil
}

// open starts reading a member; shown is what messages call it.
func (p *pack) open(f *zip.File, shown string) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, unpackFault(err, shown)
	}
	return &unpacking{ctx: p.ctx, meter: p.meter, in: r, shown: shown, limit: p.limit, packed: max(min(int64(f.CompressedSize64), p.meter.size), 1)}, nil
}

// unpacking holds one member to the limits while it is read.
type unpacking struct {
	ctx    context.Context
	meter  *meter
	in     io.ReadCloser
	shown  string
	read   int64
	limit  int64
	packed int64
}

func (u *unpacking) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := u.in.Read(b)
	u.read += int64(n)
	u.meter.done.Add(int64(n))
	if u.read > u.limit || u.meter.done.Load() > mostReadings*u.limit {
		return 0, refusal(u.shown, 0, "It unpacks to more than %s, which is more than any return", size(u.limit))
	}
	if u.read > ratioFloor && u.read/u.packed > mostRatio {
		return 0, refusal(u.shown, 0, "It unpacks to more than %d times its size, which no return does", mostRatio)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = unpackFault(err, u.shown)
	}
	return n, err
}

func (u *unpacking) Close() error { return u.in.Close() }

// unpackFault says what an error of unpacking means for who sent the file.
func unpackFault(err error, shown string) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return refusal(shown, 0, "The ZIP file ends in the middle of a member: send it again")
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.As(err, &corrupt):
		return refusal(shown, 0, "A member of the ZIP file is damaged: make it again and send it again")
	case errors.Is(err, zip.ErrAlgorithm):
		return refusal(shown, 0, "A member is packed in a way that is not read here: pack it again as a plain ZIP")
	}
	return fmt.Errorf("unpacking: %w", err)
}

// refusal says what is wrong in which member or sheet and where.
func refusal(file string, line int, format string, args ...any) *returns.Refusal {
	r := returns.Refuse(format, args...)
	r.File, r.Line = file, line
	return r
}

// Marks and sizes of the ZIP format (APPNOTE.TXT 4.3).
const (
	endMark  = "PK\x05\x06"
	endSize  = 22
	listSize = 46
)

// checkEnd makes sure that the file closes with its own list of members and that the list is short, before the list is read.
func checkEnd(r io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, endSize+1<<16))
	start := size - int64(len(tail))
	if _, err := r.ReadAt(tail, start); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading the file: %w", err)
	}
	// The last mark is the one that counts for whoever reads the list: an earlier one that fits says nothing of it.
	if at := bytes.LastIndex(tail[:max(0, len(tail)-endSize+len(endMark))], []byte(endMark)); at >= 0 {
		end := tail[at:]
		records := int(binary.LittleEndian.Uint16(end[10:]))
		length := int64(binary.LittleEndian.Uint32(end[12:]))
		offset := int64(binary.LittleEndian.Uint32(end[16:]))
		if records > mostMembers || length > mostMembers*(listSize+1<<10) {
			return tooManyMembers()
		}
		if offset+length == start+int64(at) {
			return nil
		}
	}
	return returns.Refuse("The file begins as a ZIP file and ends before its list of members: send it again")
}
