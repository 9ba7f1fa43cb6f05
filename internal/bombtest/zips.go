package bombtest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// Part is a member of a ZIP.
type Part struct{ Name, Text string }

// Zip packs parts.
func Zip(parts ...Part) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		must(io.WriteString(must(w.Create(p.Name)), p.Text))
	}
	must(0, w.Close())
	return b.Bytes()
}

// must is for what cannot fail in memory.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// zeros is how much the flat bombs unpack to, a thousand times their size.
const zeros = 2 << 20

// Gzip is zeros packed to a thousandth.
func Gzip() []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	must(io.WriteString(w, strings.Repeat("0", zeros)))
	must(0, w.Close())
	return b.Bytes()
}

// zips are containers that are larger inside than outside, or lie.
func zips() []Bomb {
	flat := func() []byte { return Zip(Part{"zeros_person.csv", strings.Repeat("0", zeros)}) }
	return []Bomb{
		{"a member that packs to a thousandth", "a.zip", flat},
		{"a ZIP in a ZIP in a ZIP", "a.zip", func() []byte {
			return Zip(Part{"a.zip", string(Zip(Part{"b.zip", string(Zip(Part{"c.zip", string(flat())}))}))})
		}},
		{"members that are one and the same", "a.zip", overlapping},
		{"sixty-six thousand members, of which it lists few", "a.zip", func() []byte { return entries(66_000) }},
		{"two thousand and one members", "a.zip", func() []byte { return entries(2_001) }},
		{"names of sixty thousand letters", "a.zip", func() []byte {
			parts := make([]Part, 40)
			for i := range parts {
				parts[i].Name = fmt.Sprintf("%02d", i) + strings.Repeat("n", 60_000) + "_person.csv"
			}
			return Zip(parts...)
		}},
		{"a size that is too small", "a.zip", func() []byte { return lying(10) }},
		{"a size of two thousand million", "a.zip", func() []byte { return lying(1<<31 - 1) }},
		{"a size of 64 bits", "a.zip", huge},
		{"names that lead out of the folder", "a.zip", func() []byte {
			return Zip(Part{"../../../../tmp/evil_person.csv", "a"}, Part{"/etc/cron.d/evil", "a"}, Part{`..\..\evil`, "a"})
		}},
	}
}

// lying is a ZIP whose list says another size of its member.
func lying(size uint32) []byte {
	b := Zip(Part{"lie_person.csv", strings.Repeat("0,1\n", 1<<18)})
	binary.LittleEndian.PutUint32(b[bytes.Index(b, []byte("PK\x01\x02"))+24:], size)
	return b
}

// huge is a ZIP whose list says a size of 2^62 bytes.
func huge() []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f := must(w.CreateRaw(&zip.FileHeader{Name: "huge_person.csv", Method: zip.Deflate, UncompressedSize64: 1 << 62, CompressedSize64: 5}))
	must(f.Write([]byte{3, 0, 0, 0, 0}))
	must(0, w.Close())
	return b.Bytes()
}

// entries is a ZIP of one empty member that its list names so many times, and of whose number the end says what sixteen bits hold.
func entries(n int) []byte {
	var b bytes.Buffer
	name := "00000_person.csv"
	b.WriteString("PK\x03\x04\x14" + strings.Repeat("\x00", 21) + string(rune(len(name))) + strings.Repeat("\x00", 3) + name)
	start := b.Len()
	b.WriteString(strings.Repeat("PK\x01\x02\x14\x00\x14"+strings.Repeat("\x00", 21)+string(rune(len(name)))+strings.Repeat("\x00", 17)+name, n))
	length := b.Len() - start
	b.WriteString("PK\x05\x06")
	for _, v := range []any{[]uint16{0, 0, uint16(n), uint16(n)}, []uint32{uint32(length), uint32(start)}, uint16(0)} {
		must(0, binary.Write(&b, binary.LittleEndian, v))
	}
	return b.Bytes()
}

// overlapping is a ZIP of which many entries of the list lead to the same packed bytes.
func overlapping() []byte {
	text := strings.Repeat("0", 1<<20)
	var packed bytes.Buffer
	w := must(flate.NewWriter(&packed, flate.BestCompression))
	must(io.WriteString(w, text))
	must(0, w.Close())
	var b bytes.Buffer
	sum := crc32.ChecksumIEEE([]byte(text))
	put := func(v any) { must(0, binary.Write(&b, binary.LittleEndian, v)) }
	head := func(name string) {
		put([]uint16{20, 0, 8, 0, 0})
		put([]uint32{sum, uint32(packed.Len()), uint32(len(text))})
		put([]uint16{uint16(len(name)), 0})
	}
	b.WriteString("PK\x03\x04")
	head("00000_person.csv")
	b.WriteString("00000_person.csv")
	b.Write(packed.Bytes())
	const times = 900
	start := b.Len()
	for i := range times {
		name := fmt.Sprintf("%05d_person.csv", i)
		b.WriteString("PK\x01\x02")
		put(uint16(20))
		head(name)
		put([]uint16{0, 0, 0})
		put([]uint32{0, 0})
		b.WriteString(name)
	}
	length := b.Len() - start
	b.WriteString("PK\x05\x06")
	put([]uint16{0, 0, times, times})
	put([]uint32{uint32(length), uint32(start)})
	put(uint16(0))
	return b.Bytes()
}

// picture is the head of a PNG of 2^31 by 2^31 points.
func picture() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00" + strings.Repeat("\x00", 100))
}
