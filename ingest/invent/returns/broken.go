package returns

import (
	"bytes"
	"fmt"
	"strings"
)

// BrokenFile is a file that no reader should take, and why.
type BrokenFile struct {
	Name, Why string
	Bytes     []byte
}

// Broken makes files that are broken in one way each, of a return that is otherwise right.
func Broken(seed uint64, year int) ([]BrokenFile, error) {
	r, err := Sized(seed, "101", year, 30)
	if err != nil {
		return nil, err
	}
	var message, export, template bytes.Buffer
	for _, write := range []error{r.WriteXML(&message), r.WriteExport(&export), r.WriteTemplate(&template)} {
		if write != nil {
			return nil, write
		}
	}
	lacking, err := withoutTable(export.Bytes(), "requests")
	if err != nil {
		return nil, fmt.Errorf("taking a table out of the export: %w", err)
	}
	text := message.String()
	swap := func(old, now string) []byte { return []byte(strings.Replace(text, old, now, 1)) }
	const doctype = "<!DOCTYPE Message [%s]>\n<Message>"
	return []BrokenFile{
		{"empty.xml", "there is nothing in it", nil},
		{"truncated.xml", "it ends in the middle", []byte(text[:len(text)*2/3])},
		{"wrong-root.xml", "its root is not Message", []byte(strings.NewReplacer("<Message>", "<Census>", "</Message>", "</Census>").Replace(text))},
		{"external-entity.xml", "it takes in a file of the reader's", swap("<Message>", fmt.Sprintf(doctype, `<!ENTITY x SYSTEM "file:///etc/hostname">`))},
		{"many-entities.xml", "its entities grow beyond measure", swap("<Message>", fmt.Sprintf(doctype, `<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">`))},
		{"wrong-encoding.xml", "it says UTF-8 and is not", swap("<Surname>Sample", "<Surname>Sampl\xe9")},
		{"utf-16.xml", "it is not in UTF-8", wide(text)},
		{"deep.xml", "its elements are nested a thousand deep", swap("<Persons>", "<Persons>"+strings.Repeat("<Person>", 1000))},
		{"unclosed.xml", "an element is closed by another's name", swap("</Surname>", "</Forename>")},
		{"long-value.xml", "one value is a megabyte", swap("<Surname>Sample", "<Surname>"+strings.Repeat("S", 1<<20))},
		{"no-header.xml", "it does not say whose return it is", []byte(text[:strings.Index(text, "  <Header>")] + text[strings.Index(text, "  <Persons>"):])},
		{"not-a-return.xml", "it is a page of the web", []byte("<!doctype html><html><body>Sample</body></html>")},
		{"missing-table.zip", "the export has no table of requests", lacking},
		{"truncated.zip", "the archive ends in the middle", export.Bytes()[:export.Len()/2]},
		{"truncated.xlsx", "the workbook ends in the middle", template.Bytes()[:template.Len()/2]},
		{"text.csv", "it is a table by itself", []byte("a,b\n1,2\n")},
		{"ragged.csv", "its rows are longer than its head", []byte("requeststableid,persontableid\n1,1,1,1\n2\n\"3,")},
	}, nil
}

// wide is a text in UTF-16.
func wide(text string) []byte {
	b := []byte{0xff, 0xfe}
	for _, c := range []byte(text) {
		b = append(b, c, 0)
	}
	return b
}
