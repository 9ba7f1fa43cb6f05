package peopletest_test

import (
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/account/peopletest"
	"inclusion/internal/account/sessiontest"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
)

func TestPeopleInMemoryConform(t *testing.T) {
	peopletest.Conform(t, func(*testing.T) peopletest.Keeper { return peopletest.NewMemory() })
}

func TestTheirSessionsAndLedgerConform(t *testing.T) {
	sessiontest.Conform(t, func(*testing.T) account.Sessions { return peopletest.NewMemory() })
	plantest.Conform(t, func(*testing.T) plan.Ledger { return peopletest.NewMemory() })
}
