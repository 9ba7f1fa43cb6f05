package workbook

import "io"

// How many bytes one tag may have, and one text: a cell holds 32,767 characters at most. The decoder holds each whole at once.
const (
	mostTag = 64 << 10
	mostRaw = 512 << 10
)

// tags passes on XML and refuses a tag or a text that is longer than any workbook's.
type tags struct {
	from    io.Reader
	length  int  // of the tag that is being read; 0 outside
	text    int  // since the last tag
	quote   byte // of the attribute that is being read; 0 outside
	special bool // a comment, a declaration: quotes mean nothing in it
}

func (t *tags) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	for _, b := range p[:n] {
		switch {
		case t.length == 0:
			if b == '<' {
				t.length, t.text, t.quote, t.special = 1, 0, 0, false
			}
			if t.text++; t.text > mostRaw {
				return 0, Refusal(noWorkbook)
			}
			continue
		case t.length == 1:
			t.special = b == '!' || b == '?'
		}
		switch {
		case t.quote != 0:
			if b == t.quote {
				t.quote = 0
			}
		case b == '>':
			t.length = 0
			continue
		case !t.special && (b == '"' || b == '\''):
			t.quote = b
		}
		if t.length++; t.length > mostTag {
			return 0, Refusal(noWorkbook)
		}
	}
	return n, err
}
