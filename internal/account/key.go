package account

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// keyBytes is the length of the key: too long to be guessed, however many tries somebody has.
const keyBytes = 32

var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// readOrMakeKey is the key in the file at path. When there is no such file it is made, for its owner's eyes only.
func readOrMakeKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the administrator's key: %w", err)
	}
	key, ok := parseKey(string(text))
	if !ok {
		return nil, fmt.Errorf("the file %s does not hold an administrator's key, which is %d characters in groups of four. Put the right one back, or remove the file and a new key is made",
			path, encoding.EncodedLen(keyBytes))
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("keeping the administrator's key from other users of this machine: %w", err)
	}
	return key, nil
}

// makeKey writes a new key, so that a crash leaves a whole file or none.
func makeKey(path string) (key []byte, err error) {
	key = make([]byte, keyBytes)
	_, _ = rand.Read(key) // it never fails
	file, err := os.CreateTemp(filepath.Dir(path), ".administrator-*")
	if err != nil {
		return nil, fmt.Errorf("making the administrator's key: %w", err)
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(formatKey(key) + "\n")
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return nil, fmt.Errorf("making the administrator's key: %w", err)
	}
	return key, nil
}

// formatKey writes a key as a person reads it: capital letters and digits in groups of four.
func formatKey(key []byte) string {
	text := encoding.EncodeToString(key)
	var groups []string
	for ; len(text) > 4; text = text[4:] {
		groups = append(groups, text[:4])
	}
	return strings.Join(append(groups, text), "-")
}

// parseKey reads a key as a person types it: small letters will do, and spaces and hyphens do not matter.
func parseKey(text string) (key []byte, ok bool) {
	text = strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
	if len(text) != encoding.EncodedLen(keyBytes) {
		return nil, false
	}
	key, err := encoding.DecodeString(text)
	return key, err == nil
}
