package store

import (
	"errors"
	"slices"
	"strings"
	"syscall"

	"github.com/marcboeker/go-duckdb/v2"
)

// NoRoom says that an error comes of a full disk, or of a limit on how much may be written. The engine passes on the
// operating system's words only.
func NoRoom(err error) bool {
	if err == nil {
		return false
	}
	for _, cause := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, cause) || strings.Contains(strings.ToLower(err.Error()), cause.Error()) {
			return true
		}
	}
	return false
}

// BadData says that a statement failed on what the data hold, such as a word where a number must stand, and not on the
// statement itself or on the machine.
func BadData(err error) bool {
	var fault *duckdb.Error
	return errors.As(err, &fault) && slices.Contains([]duckdb.ErrorType{duckdb.ErrorTypeConversion, duckdb.ErrorTypeInvalidInput,
		duckdb.ErrorTypeOutOfRange, duckdb.ErrorTypeMismatchType, duckdb.ErrorTypeDecimal, duckdb.ErrorTypeDivideByZero}, fault.Type)
}

// EngineFault says that the engine failed by a fault of its own and not of the statement, the data or the machine: one of its
// assertions did not hold. The connection is of no use after it; the same work on a new one may well succeed, because such
// faults are mostly races between the engine's threads (seen: a window function over no rows, in engine 1.4).
func EngineFault(err error) bool {
	return err != nil && strings.Contains(err.Error(), "INTERNAL Error")
}
