package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzFolder reads a data folder whose small files hold anything. What cannot be right names the file; a number that is taken is one that
// a warehouse can have; and a folder is never claimed for a kind of data while it is marked for the other.
func FuzzFolder(f *testing.F) {
	f.Add(`{"register":"england"}`, "12\n")
	f.Add(`{"register":"sample"}`, "-1")
	f.Add(`{}`, "")
	f.Add(`{"register":1}`, "99999999999999999999")
	f.Add("", "0x1")
	folder := Folder{Dir: f.TempDir()}
	f.Fuzz(func(t *testing.T, mark, current string) {
		for name, text := range map[string]string{"folder.json": mark, "current": current} {
			if err := os.WriteFile(filepath.Join(folder.Dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		n, err := folder.Current()
		if n < 0 || err != nil && n != 0 {
			t.Errorf("warehouse %d with %v", n, err)
		}
		if err != nil && !strings.Contains(err.Error(), "current") {
			t.Errorf("the refusal %q does not name the file", err)
		}
		held, err := folder.Register()
		if err != nil && !strings.Contains(err.Error(), "folder.json") {
			t.Errorf("the refusal %q does not name the file", err)
		}
		if err := folder.Claim("sample"); err == nil && held != "" && held != "sample" {
			t.Errorf("a folder of %q was claimed for the sample", held)
		}
	})
}
