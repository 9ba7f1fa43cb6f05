package read

import (
	"bytes"
	"io"

	"inclusion/internal/returns"
)

// heldBlock is how much of a held file one block holds.
const heldBlock = 1 << 20

// held is a file in memory, in blocks, so that holding it costs its size and no more.
type held struct {
	blocks [][]byte
	size   int64
	most   int64
}

// Write adds to the end.
func (h *held) Write(p []byte) (int, error) {
	if h.size+int64(len(p)) > h.most {
		return 0, returns.Refuse("The file is larger than %s, which is too large for a ZIP or workbook that is sent: send the return as XML", size(h.most))
	}
	h.size += int64(len(p))
	for rest := p; len(rest) > 0; {
		if n := len(h.blocks); n == 0 || len(h.blocks[n-1]) == heldBlock {
			h.blocks = append(h.blocks, make([]byte, 0, heldBlock))
		}
		last := &h.blocks[len(h.blocks)-1]
		n := min(len(rest), heldBlock-len(*last))
		*last = append(*last, rest[:n]...)
		rest = rest[n:]
	}
	return len(p), nil
}

// ReadAt reads from anywhere.
func (h *held) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off >= 0 && off < h.size {
		copied := copy(p[n:], h.blocks[off/heldBlock][off%heldBlock:])
		n += copied
		off += int64(copied)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// anywhere gives a file that can be read from anywhere: the body itself when it can and starts with what was read of it (a pipe cannot,
// though it is a file), and otherwise a copy in memory. All of it has passed the source then. Nothing is written to a disk.
func anywhere(body io.Reader, head []byte, from *source, most int64) (io.ReaderAt, error) {
	again := make([]byte, len(head))
	if at, can := body.(io.ReaderAt); can {
		if n, _ := at.ReadAt(again, 0); n == len(head) && bytes.Equal(again, head) {
			_, err := io.Copy(io.Discard, from)
			return at, err
		}
	}
	h := &held{most: most}
	if _, err := h.Write(head); err != nil {
		return nil, err
	}
	if _, err := io.Copy(h, from); err != nil {
		return nil, err
	}
	return h, nil
}
