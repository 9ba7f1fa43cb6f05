package workbook_test

import (
	"bytes"
	"testing"

	"inclusion/internal/bombtest"
	"inclusion/internal/workbook"
)

// TestBombSet reads every bomb as a partnership's workbook and as a trial's reform plan.
func TestBombSet(t *testing.T) {
	o := open(t)
	in := o.input(administrator)
	for _, b := range bombtest.Everywhere("Data") {
		t.Run(b.Name, func(t *testing.T) {
			once := b.Make()
			b.Make = func() []byte { return once }
			bombtest.Contained(t, b, func(t *testing.T, _ string, file []byte) string {
				if _, problems := read(file, in); len(problems) > 0 {
					return problems[0].Text
				}
				return ""
			})
			bombtest.Contained(t, b, func(t *testing.T, _ string, file []byte) string {
				grids, err := workbook.Grids(bytes.NewReader(file), int64(len(file)))
				if err != nil {
					return err.Error()
				}
				if cells := len(grids["Data"]); cells > 20_000 {
					t.Errorf("%d cells were read", cells)
				}
				return "It is no reform plan" // as whoever reads it for one says of these few cells
			})
		})
	}
}
