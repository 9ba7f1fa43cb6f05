package format

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encodings that published CSVs come in.
const (
	utf8Name   = "utf-8"
	cp1252Name = "windows-1252"
)

// bom is the byte order mark that Excel puts before UTF-8.
var bom = []byte("\ufeff")

// text is an open text file that reads as UTF-8 without its byte order mark, whatever it is stored in.
type text struct {
	io.Reader
	file     *os.File
	bom      bool
	encoding string
}

func (t *text) Close() error { return t.file.Close() }

// openText opens the text at path once it has looked through all of it: Excel's windows-1252 is the same as UTF-8
// until the first dash or accent, which may be on the last line.
func openText(path string) (*text, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", filepath.Base(path), err)
	}
	t := &text{file: file}
	if t.encoding, err = encodingOf(file); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	r := bufio.NewReader(file)
	if head, _ := r.Peek(len(bom)); bytes.Equal(head, bom) {
		t.bom = true
		r.Discard(len(bom))
	}
	t.Reader = r
	if t.encoding == cp1252Name {
		t.Reader = charmap.Windows1252.NewDecoder().Reader(r)
	}
	return t, nil
}

// encodingOf reads to the end: text that is not UTF-8 is windows-1252, the only other encoding publishers use.
func encodingOf(r io.Reader) (string, error) {
	buf := make([]byte, 64<<10)
	kept := 0         // bytes of a character that the last read cut in two
	accented := false // a character of more than one byte was seen
	for first := true; ; first = false {
		n, err := io.ReadFull(r, buf[kept:])
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return "", err
		}
		chunk := buf[:kept+n]
		if first && (bytes.HasPrefix(chunk, []byte{0xff, 0xfe}) || bytes.HasPrefix(chunk, []byte{0xfe, 0xff})) {
			return "", errors.New("it is UTF-16 (\"Unicode text\"): save it as CSV UTF-8")
		}
		whole := wholeCharacters(chunk)
		if !utf8.Valid(chunk[:whole]) {
			return cp1252Name, nil
		}
		accented = accented || bytes.ContainsFunc(bytes.TrimPrefix(chunk[:whole], bom), isAccented)
		rest := chunk[whole:]
		switch {
		case ended && len(rest) == 0:
			return utf8Name, nil
		case ended && accented:
			return "", errors.New("it ends in the middle of a character: download it again")
		case ended:
			return cp1252Name, nil // its only character above 127 is its last byte, so it is no part of a longer one
		}
		kept = copy(buf, rest)
	}
}

func isAccented(c rune) bool { return c >= utf8.RuneSelf }

// wholeCharacters is the length of p without a UTF-8 character that its end cuts in two.
func wholeCharacters(p []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(p); back++ {
		if start := len(p) - back; utf8.RuneStart(p[start]) {
			if !utf8.FullRune(p[start:]) {
				return start
			}
			break
		}
	}
	return len(p)
}

// ToUTF8 copies the CSV src to dst as UTF-8 without a byte order mark, windows-1252 decoded. dst is written over;
// when the copy fails it is removed.
func ToUTF8(src, dst string) error {
	from, err := openText(src)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.Create(dst)
	if err != nil {
		return fmt.Errorf("copying %s as UTF-8: %w", filepath.Base(src), err)
	}
	_, err = io.Copy(to, from.Reader)
	if closed := to.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(dst)
		return fmt.Errorf("copying %s as UTF-8: %w", filepath.Base(src), err)
	}
	return nil
}
