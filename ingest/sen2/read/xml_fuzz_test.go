package read

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

const declaration = `<?xml version="1.0" encoding="UTF-8"?>`

// FuzzXML reads anything as XML. Whatever it is, reading ends, takes no more memory than its size warrants, does not depend on the pieces in
// which it comes, and what is read is what the standard library's parser finds.
func FuzzXML(f *testing.F) {
	person := minimal[strings.Index(minimal, "<Person>"):strings.Index(minimal, "</Persons>")]
	for _, seed := range []string{
		minimal, top + tail, top + person + person + tail, top + "<Person><Sex>&#77;</Sex><![CDATA[ ]]><!-- a --><?b c?></Person>" + tail,
		"<Message><Persons><Person/></Persons><Header><CollectionDetails><Year>2024</Year></CollectionDetails></Header></Message>",
		top + "<Person a='1' b = \"2\"><x:Sex>F</x:Sex><Requests><Requests/><ActivePlans><URN>1</URN></ActivePlans></Requests></Person>" + tail,
		"<!DOCTYPE Message [<!ENTITY a 'b'>]>" + minimal, minimal[:len(minimal)/2], "<!--", "<![CDATA[", "<?xml", "<", "<a b='", "</", "<!", "PK\x03\x04", "\xef\xbb\xbf" + minimal, "\xff\xfe<\x00",
		strings.ReplaceAll(minimal, "\n", "\r\n"), strings.ToLower(minimal), top + strings.Repeat("<Requests>", 40), top + "<Person>" + strings.Repeat("<Requests/>", 40) + "</Person>" + tail,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		header, people, notes, err := readFrom(t, newStream(file), Limits{})
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20+400*uint64(len(file)) {
			t.Errorf("%d bytes took %d bytes of memory", len(file), used)
		}
		var refusal *returns.Refusal
		if errors.As(err, &refusal) && refusal.What == confusing {
			t.Error("the parser panicked")
		}
		if bytes.HasPrefix(file, []byte("PK")) {
			return
		}
		_, again, others, err2 := readFrom(t, iotest.HalfReader(newStream(file)), Limits{})
		if bytes.Contains(bytes.ToLower(file), []byte("<!d")) && err != nil && err2 != nil {
			return // whether a document type has no end is seen differently, and it is refused in any case
		}
		if alike(t, people, again, err, err2); err == nil && others.SHA256 != notes.SHA256 {
			t.Error("the same bytes have two sums")
		}
		if bytes.HasPrefix(file, []byte("<")) && !bytes.Contains(bytes.ToLower(file), []byte("<?xml")) && err == nil {
			_, again, _, err2 = readFrom(t, newStream(append(filler(len(file)), file...)), Limits{})
			alike(t, people, again, err, err2)
		}
		want, tame := byLibrary(file, years(t))
		switch {
		case tame && err != nil:
			t.Errorf("the library reads %d people where there is %v", len(want), err)
		case tame && (len(people) != len(want) || header == nil):
			t.Errorf("%d people, of whom the library finds %d", len(people), len(want))
		case tame:
			alike(t, people, want, nil, nil)
		case err == nil:
			if err := wellFormed(file); err != nil {
				t.Errorf("the library does not take it: %v", err)
			}
		}
	})
}

// alike says that two readings of the same file found the same.
func alike(t *testing.T, a, b []sen2.Person, errA, errB error) {
	t.Helper()
	if len(a) != len(b) || (errA == nil) != (errB == nil) || errA != nil && errA.Error() != errB.Error() {
		t.Fatalf("%d people and %v, in other pieces %d and %v", len(a), errA, len(b), errB)
	}
	for i := range a {
		if a[i].Line = b[i].Line; !same(a[i], b[i]) {
			t.Errorf("person %d is %+v, in other pieces %+v", i+1, a[i], b[i])
		}
	}
}

// filler is comments that move a file to where the tokenizer's window ends.
func filler(size int) []byte {
	var b bytes.Buffer
	for at := window - 1024 - size/2; at > 0; at -= 32 << 10 {
		b.WriteString("<!--" + strings.Repeat(" ", max(0, min(at, 32<<10)-len("<!---->"))) + "-->")
	}
	return b.Bytes()
}

// wellFormed is the library's opinion, of what both can be expected to judge alike.
func wellFormed(file []byte) error {
	file = bytes.TrimPrefix(file, byteOrderMark)
	if bytes.Contains(bytes.ToLower(file), []byte("<?xml")) || holds(file)&beyond != 0 {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// byLibrary reads a file with the standard library's parser. It is tame when it holds nothing that the library and the reader may see
// differently: declarations, instructions, attributes, prefixes, or anything that is a fault or a refusal.
func byLibrary(file []byte, years sen2.Years) ([]sen2.Person, bool) {
	file = bytes.TrimPrefix(bytes.TrimPrefix(file, byteOrderMark), []byte(declaration))
	if len(file) > 60<<10 || !utf8.Valid(file) || holds(file)&illegal != 0 || bytes.ContainsRune(file, 0xfffe) || bytes.ContainsRune(file, 0xffff) || !bytes.HasPrefix(bytes.TrimLeft(file, "\r\n"), []byte("<")) {
		return nil, false
	}
	root, tame := tree(xml.NewDecoder(bytes.NewReader(file)))
	if !tame || root == nil || root.name != "message" {
		return nil, false
	}
	var all []sen2.Person
	var header sen2.Header
	headers := 0
	for _, part := range root.in {
		if part.name == "header" {
			headers++
			headerFrom(&header, part)
		}
		for _, n := range part.in {
			if part.name != "persons" || n.name != "person" {
				continue
			}
			p := sen2.Person{Row: len(all) + 1}
			if items := 0; !record(&p, n, sen2.People, &items) {
				return nil, false
			}
			all = append(all, copied(&p))
		}
	}
	return all, headers == 1 && len(all) > 0 && accept(&header, years) == nil
}

// headerFrom fills a header from a tree with what is given first.
func headerFrom(h *sen2.Header, n *node) {
	given := map[sen2.Field]bool{}
	for _, c := range n.in {
		for _, g := range []sen2.Group{sen2.Details, sen2.Source} {
			for _, leaf := range c.in {
				f := sen2.FieldNamed(g, []byte(leaf.name))
				if c.name != strings.ToLower(g.About().Element) || f == sen2.NoField || given[f] || strings.TrimSpace(leaf.text) == "" {
					continue
				}
				given[f] = true
				h.Set(f, []byte(leaf.text))
			}
		}
	}
}

// tree reads one root.
func tree(d *xml.Decoder) (*node, bool) {
	top := &node{}
	stack := []*node{top}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return one(top), len(top.in) == 1 && strings.Trim(top.text, blanks) == ""
		}
		if err != nil {
			return nil, false
		}
		last := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			if len(token.Attr) > 0 || token.Name.Space != "" || strings.Contains(token.Name.Local, ":") || len(stack) > DefaultLimits.Depth {
				return nil, false
			}
			n := &node{name: lowered(token.Name.Local)}
			last.in = append(last.in, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			last.text += string(token)
		case xml.Directive, xml.ProcInst:
			return nil, false
		}
	}
}

func one(top *node) *node {
	if len(top.in) == 0 {
		return nil
	}
	return top.in[0]
}

// lowered makes the letters of ASCII small.
func lowered(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r | 0x20
		}
		return r
	}, name)
}

// record fills a record from a tree, and says false when there is anything in it that is a fault.
func record(p *sen2.Person, n *node, g sen2.Group, items *int) bool {
	given := map[sen2.Field]bool{}
	for _, c := range n.in {
		if f := sen2.FieldNamed(g, []byte(c.name)); f != sen2.NoField {
			text := strings.TrimSpace(c.text)
			if text == "" {
				continue
			}
			if given[f] {
				return false
			}
			given[f] = true
			p.Set(f, []byte(text))
			continue
		}
		inner := innerGroup(g, c.name)
		if inner == sen2.NoGroup {
			if elsewhere([]byte(c.name), g) != nil {
				return false
			}
			continue
		}
		if *items++; *items > DefaultLimits.Items || !p.Begin(inner) || !record(p, c, inner, items) {
			return false
		}
	}
	return true
}

func innerGroup(g sen2.Group, name string) sen2.Group {
	for _, inner := range sen2.Groups() {
		if about := inner.About(); about.Parent == g && g != sen2.NoGroup && strings.ToLower(about.Element) == name {
			return inner
		}
	}
	return sen2.NoGroup
}
