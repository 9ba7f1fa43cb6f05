package area_test

import (
	"strings"
	"testing"
	"time"

	"inclusion/internal/area"
)

// FuzzLoad reads a register of areas and of expert partnerships. A register that is taken finds each of its areas by code, each
// partnership's members among them, and is never caught in a circle of successors.
func FuzzLoad(f *testing.F) {
	f.Add(small)
	f.Add(strings.Replace(small, `successors: ["102"]`, `successors: ["101"]`, 1))
	f.Add(strings.Replace(small, `from: 2020-04-01`, `from: 2020-04-01, to: 2021-01-01, successors: ["101"]`, 1))
	f.Add(strings.Replace(small, `code: "103"`, `code: "102"`, 1))
	f.Add("country: &a {name: *a}")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := area.Load([]byte(text))
		if (r == nil) == (err == nil) {
			t.Fatalf("a register or an error, not both or neither: %v", err)
		}
		if err != nil {
			if !strings.Contains(err.Error(), "register") {
				t.Errorf("the refusal %q does not say what is refused", err)
			}
			return
		}
		for _, a := range r.Authorities() {
			if got, err := r.ByCode(a.Code); err != nil || got.Code != a.Code {
				t.Errorf("area %q is not found by its code: %v", a.Code, err)
			}
			_, _ = r.Successors(a.Code)
			_, _ = r.Predecessors(a.Code)
			if _, err := r.ByName(a.Name, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil && err.Error() == "" {
				t.Error("a refusal without words")
			}
		}
		for _, p := range r.Partnerships() {
			for _, m := range p.Members {
				if _, err := r.ByCode(m.Code); err != nil {
					t.Errorf("partnership %s has the member %q, which is no area", p.ID, m.Code)
				}
			}
		}
	})
}
