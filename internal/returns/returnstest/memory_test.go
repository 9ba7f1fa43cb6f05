package returnstest

import (
	"testing"

	"inclusion/internal/returns"
)

func TestMemoryKeepsReturns(t *testing.T) {
	Conform(t, func(*testing.T) returns.Keeper { return &Memory{} })
}
