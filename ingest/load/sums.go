package load

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// sumsName is the file beside what was staged that holds the SHA-256 of each, as sha256sum writes them.
const sumsName = "SHA256SUMS"

// seal writes the sums of what was staged into dir. Staged files are not synced, and a byte that a disk turns in a Parquet file may
// read as another number: the sums tell both.
func (m manifest) seal(dir string) error {
	text, err := m.sums(dir)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, sumsName), []byte(text), 0o640)
	}
	if err != nil {
		return fmt.Errorf("noting what was staged: %w", err)
	}
	return nil
}

// whole says that everything staged in dir is there as it was written.
func (m manifest) whole(dir string) bool {
	noted, err := os.ReadFile(filepath.Join(dir, sumsName))
	if err != nil {
		return false
	}
	now, err := m.sums(dir)
	return err == nil && now == string(noted)
}

func (m manifest) sums(dir string) (string, error) {
	names := []string{manifestName}
	for _, t := range m.Tables {
		names = append(names, t.Parquet)
	}
	var text strings.Builder
	for _, name := range names {
		sum, _, err := hashFile(filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&text, "%s  %s\n", sum, name)
	}
	return text.String(), nil
}
