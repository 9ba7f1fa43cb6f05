package plantest_test

import (
	"testing"

	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
)

func TestALedgerInMemoryConforms(t *testing.T) {
	plantest.Conform(t, func(*testing.T) plan.Ledger { return plantest.NewLedger() })
}
