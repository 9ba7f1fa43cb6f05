package ziplist

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// listed is a ZIP of so many empty members.
func listed(t testing.TB, members int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range members {
		if _, err := w.Create(fmt.Sprintf("m%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAListIsReadAsFarAsItIsAllowed(t *testing.T) {
	lying := listed(t, 30_000) // 1.6 MB of list, of which the file says that it has one member
	end := bytes.LastIndex(lying, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(lying[end+8:], 1)
	binary.LittleEndian.PutUint16(lying[end+10:], 1)
	for _, c := range []struct {
		what string
		file []byte
		most int
		want error
	}{
		{"as many as allowed", listed(t, 20), 20, nil},
		{"one more", listed(t, 21), 20, ErrTooMany},
		{"a list that is longer than it says", lying, 1000, ErrTooMany},
	} {
		t.Run(c.what, func(t *testing.T) {
			from := &seen{file: bytes.NewReader(c.file)}
			if _, err := Open(from, int64(len(c.file)), c.most); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if most := int64(finding + c.most*entry); from.read > most {
				t.Errorf("%d bytes were read for the list, over %d", from.read, most)
			}
		})
	}
}

func TestMembersAreReadWholeWhateverTheListMayTake(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "a", Method: zip.Store})
	if err == nil {
		_, err = io.WriteString(f, strings.Repeat("x", 2*finding))
	}
	if err != nil || w.Close() != nil {
		t.Fatal("the ZIP cannot be made")
	}
	r, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()), 1)
	if err != nil {
		t.Fatal(err)
	}
	in, err := r.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(in); len(got) != 2*finding || err != nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// FuzzOpen lists anything. A list is as long as it may be at most, reading it takes bounded bytes, and what is listed is what the
// standard library lists.
func FuzzOpen(f *testing.F) {
	whole := listed(f, 3)
	f.Add(whole)
	f.Add(whole[:len(whole)-5])
	f.Add(append(listed(f, 8), whole...))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, file []byte) {
		const most = 5
		from := &seen{file: bytes.NewReader(file)}
		r, err := Open(from, int64(len(file)), most)
		if from.read > finding+most*entry {
			t.Errorf("%d bytes were read", from.read)
		}
		want, wantErr := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		switch {
		case err == nil && (wantErr != nil || len(r.File) != len(want.File) || len(r.File) > most):
			t.Errorf("%d members where the library says %v", len(r.File), wantErr)
		case err != nil && !errors.Is(err, ErrTooMany) && wantErr == nil:
			t.Errorf("refused with %v, which the library lists", err)
		}
	})
}

// seen counts the bytes that are asked for.
type seen struct {
	file io.ReaderAt
	read int64
}

func (s *seen) ReadAt(p []byte, at int64) (int, error) {
	s.read += int64(len(p))
	return s.file.ReadAt(p, at)
}
