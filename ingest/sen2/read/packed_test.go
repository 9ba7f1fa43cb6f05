package read

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestWhatIsNoReturnInAZIPIsRefused(t *testing.T) {
	whole := asExport(t, inventedReturn(10))
	many := map[string][]byte{}
	for i := range mostMembers + 1 {
		many[fmt.Sprint(i)] = nil
	}
	damaged := bytes.Clone(whole)
	damaged[len(damaged)/3] ^= 0xff
	for name, c := range map[string]struct {
		file  []byte
		named string
	}{
		"a ZIP of letters":    {zipped(t, map[string][]byte{canary + ".txt": []byte(canary)}), "holds no return"},
		"an empty ZIP":        {zipped(t, nil), "holds no return"},
		"a ZIP cut short":     {whole[:len(whole)-30], "ends before its list of members"},
		"a ZIP cut in half":   {whole[:len(whole)/2], "ends before its list of members"},
		"many members":        {zipped(t, many), "more than 1000 members"},
		"two returns in XML":  {zipped(t, map[string][]byte{"a.xml": nil, canary + ".xml": nil}), "more than one XML file"},
		"an XML that is none": {zipped(t, map[string][]byte{"a.xml": []byte(canary)}), "none of the forms"},
		"a binary workbook":   {zipped(t, map[string][]byte{"xl/workbook.bin": nil}), "binary one"},
		"a damaged member":    {damaged, ""},
	} {
		_, _, err := readTables(t, c.file, Limits{})
		refused(t, name, err, c.named)
	}
}

func TestMembersOfADangerousKindAreRefused(t *testing.T) {
	header := func(change func(*zip.FileHeader)) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for name, content := range exportFiles(tablesOf(inventedReturn(2))) {
			w, err := z.Create(name)
			mustDo(t, err)
			_, err = w.Write(content)
			mustDo(t, err)
		}
		h := &zip.FileHeader{Name: "x.txt"}
		change(h)
		_, err := z.CreateRaw(h)
		mustDo(t, err)
		mustDo(t, z.Close())
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		file  []byte
		named string
	}{
		"a link":       {header(func(h *zip.FileHeader) { h.SetMode(0o777 | 1<<27) }), "a link or a device"},
		"a password":   {header(func(h *zip.FileHeader) { h.Flags |= 1 }), "protected by a password"},
		"a name twice": {header(func(h *zip.FileHeader) { h.Name = "Blade-Export_28-01-2026_person.csv" }), "two members of the same name"},
	} {
		_, _, err := readTables(t, c.file, Limits{})
		refused(t, name, err, c.named)
	}
}

// zeros is text that packs as well as any.
type zeros struct{ left int }

func (z *zeros) Read(b []byte) (int, error) {
	if z.left <= 0 {
		return 0, io.EOF
	}
	n := min(len(b), z.left)
	for i := range b[:n] {
		b[i] = '0'
		if i%64 == 63 {
			b[i] = '\n'
		}
	}
	z.left -= n
	return n, nil
}

// bomb is a ZIP with one member that unpacks to very much more than it is.
func bomb(t *testing.T, files map[string][]byte, name, start string, length int) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for other, content := range files {
		w, err := z.Create(other)
		mustDo(t, err)
		_, err = w.Write(content)
		mustDo(t, err)
	}
	w, err := z.Create(name)
	mustDo(t, err)
	_, err = io.Copy(w, io.MultiReader(strings.NewReader(start), &zeros{left: length}))
	mustDo(t, err)
	mustDo(t, z.Close())
	return out.Bytes()
}

func TestBombsAreRefused(t *testing.T) {
	files := exportFiles(tablesOf(inventedReturn(2)))
	delete(files, "Blade-Export_28-01-2026_senneed.csv")
	file := bomb(t, files, "senneed.csv", "activeplanstableid,sentype\n", 3<<20)
	_, _, err := readTables(t, file, Limits{})
	refused(t, "a bomb of CSV", err, "")
	_, _, err = readTables(t, bomb(t, files, "senneed.csv", "activeplanstableid\n", 2<<20), Limits{Bytes: 1 << 20})
	refused(t, "more than may be unpacked", err, "")
	sheet := `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>`
	book := bookParts("Data Entry Template", "")
	_, _, err = readTables(t, bomb(t, book, "xl/worksheets/sheet1.xml", sheet, 3<<20), Limits{})
	refused(t, "a bomb of a sheet", err, "")
}

// TestAListOfMembersHidesNoOther: a ZIP whose last mark of its end speaks of very many members, and one before it of none.
func TestAListOfMembersHidesNoOther(t *testing.T) {
	const members = 70_000
	entry := make([]byte, listSize+1)
	copy(entry, "PK\x01\x02")
	entry[28], entry[listSize] = 1, 'a' // a name of one letter
	file := append([]byte("PK\x03\x04"), bytes.Repeat(entry, members)...)
	end := func(records, length, offset int) {
		b := make([]byte, endSize)
		copy(b, endMark)
		binary.LittleEndian.PutUint16(b[10:], uint16(records))
		binary.LittleEndian.PutUint32(b[12:], uint32(length))
		binary.LittleEndian.PutUint32(b[16:], uint32(offset))
		file = append(file, b...)
	}
	end(0, 0, len(file))
	end(members, members*len(entry), 4)
	_, _, err := readTables(t, file, Limits{})
	refused(t, "a list behind a list", err, "more than 1000 members")
	end(members%1000, 0, 4)
	_, _, err = readTables(t, file, Limits{})
	refused(t, "a list of another place", err, "ends before its list of members")
}
