package read

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"inclusion/internal/returns"
)

// source is an upload as it passes: every byte is hashed and counted, a limit and the context are kept to.
type source struct {
	ctx   context.Context
	body  io.Reader
	hash  hash.Hash
	bytes int64
	most  int64
	err   error // that came with bytes, to be given after them
}

func newSource(ctx context.Context, body io.Reader, most int64) *source {
	return &source{ctx: ctx, body: body, hash: sha256.New(), most: most}
}

// emptyReads is how often a reader may give nothing before it is taken to be broken.
const emptyReads = 100

// Read gives at least one byte or an error.
func (s *source) Read(p []byte) (int, error) {
	for range emptyReads {
		if err := s.ctx.Err(); err != nil {
			return 0, err
		}
		n, err := 0, s.err
		if err == nil {
			n, err = s.body.Read(p)
		}
		if n > 0 {
			s.err = err
			s.hash.Write(p[:n])
			if s.bytes += int64(n); s.bytes > s.most {
				return 0, tooLarge(s.most)
			}
			return n, nil
		}
		if err == io.EOF {
			return 0, io.EOF
		}
		if err != nil {
			return 0, fmt.Errorf("reading the file: %w", err)
		}
	}
	return 0, fmt.Errorf("reading the file: %w", io.ErrNoProgress)
}

// sum is the SHA-256 of what has passed, in hexadecimal.
func (s *source) sum() string { return hex.EncodeToString(s.hash.Sum(nil)) }

func tooLarge(most int64) error {
	return returns.Refuse("The file is larger than %s: no authority's return is; see that it is the right file", size(most))
}

// size is a number of bytes in words.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
