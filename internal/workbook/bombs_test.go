package workbook_test

import (
	"bytes"
	"testing"

	"inclusion/internal/bombtest"
	"inclusion/internal/workbook"
)

// TestBombSet reads every bomb as the workbook of a trial's reform plan, which may have any sheets. A partnership's own workbook is tried in the
// upload's test of the same name.
func TestBombSet(t *testing.T) {
	for _, b := range bombtest.Everywhere("Data") {
		t.Run(b.Name, func(t *testing.T) {
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
