package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"inclusion/internal/store"
)

// format is the newest form of a backup that this program writes and reads.
const format = 1

// Manifest says what a backup is and all that it holds. Beside it stands its own SHA-256.
type Manifest struct {
	Format   int              `json:"format"`
	Program  string           `json:"program"` // the version that wrote it
	Made     time.Time        `json:"made"`
	Register string           `json:"register,omitempty"` // england or sample; empty when nothing had been loaded
	Plans    *store.Inspected `json:"plans,omitempty"`    // nil when there were none
	Files    []File           `json:"files"`
	Editions []File           `json:"editions"` // in the archive that all backups share, under their SHA-256
	Lacking  []Lacking        `json:"lacking,omitempty"`
}

// File is one file of a backup. Its path has slashes and begins in the backup's folder, or in the shared archive.
type File struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Lacking is an edition whose bytes were damaged or gone already when the backup was made.
type Lacking struct {
	SHA256  string `json:"sha256"`
	Name    string `json:"name"`
	Problem string `json:"problem"`
}

// Size is how many bytes the backup needs to be put back, with its editions.
func (m Manifest) Size() (n int64) {
	for _, f := range m.Files {
		n += f.Bytes
	}
	for _, f := range m.Editions {
		n += f.Bytes
	}
	return n
}

// save writes the manifest, and then its SHA-256 as sha256sum writes it.
func (m Manifest) save(dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the backup's manifest: %w", err)
	}
	b = append(b, '\n')
	if err := writeNew(manifestOf(dir), b); err != nil {
		return err
	}
	return writeNew(sealOf(dir), fmt.Appendf(nil, "%s  manifest.json\n", sumOf(b)))
}

// readManifest reads a manifest whose SHA-256 is right and whose form is known.
func readManifest(dir string) (m Manifest, err error) {
	b, err := os.ReadFile(manifestOf(dir))
	if err != nil {
		return m, fmt.Errorf("the backup %s is incomplete: %w", dir, err)
	}
	seal, err := os.ReadFile(sealOf(dir))
	if err != nil {
		return m, fmt.Errorf("the backup %s is incomplete: %w", dir, err)
	}
	if want, _, _ := strings.Cut(string(seal), " "); want != sumOf(b) {
		return m, fmt.Errorf("the backup %s is damaged: manifest.json does not have the SHA-256 that manifest.sha256 says", dir)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("reading %s: %w", manifestOf(dir), err)
	}
	if m.Format > format {
		return m, fmt.Errorf("the backup %s was written by a newer program (%s) in form %d, and this one reads up to form %d: use that program, or a newer one",
			dir, m.Program, m.Format, format)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return m, fmt.Errorf("the backup %s is damaged: its manifest names the file %q, which is not in it", dir, f.Path)
		}
	}
	for _, e := range m.Editions {
		if !isSum(e.SHA256) || e.Path != e.SHA256 {
			return m, fmt.Errorf("the backup %s is damaged: its manifest names the edition %q, which is no SHA-256", dir, e.Path)
		}
	}
	return m, nil
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// isSum says whether a name is a SHA-256 as the archive writes it, and so the name of a file and not of a way out of the folder.
func isSum(name string) bool {
	return len(name) == hex.EncodedLen(sha256.Size) && strings.Trim(name, "0123456789abcdef") == ""
}
