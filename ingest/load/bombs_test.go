package load

import (
	"slices"
	"testing"

	"inclusion/internal/bombtest"
)

// TestBombSet gives every bomb to the loader, which is what the command line and the schedule do with every file.
func TestBombSet(t *testing.T) {
	l := tinyLoader(t)
	for _, b := range slices.Concat(bombtest.Everywhere("Data"), bombtest.Texts()) {
		t.Run(b.Name, func(t *testing.T) {
			bombtest.Contained(t, b, func(t *testing.T, name string, file []byte) string {
				_, files := taken(t, l, offered(t, name, string(file)))
				said := ""
				for _, f := range files {
					if f.Outcome == loaded {
						t.Errorf("%s was loaded", f.Name)
					}
					said += f.String() + "\n"
				}
				return said
			})
		})
	}
}
