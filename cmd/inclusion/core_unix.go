//go:build unix

package main

import (
	"fmt"
	"syscall"
)

// forbidCoreDumps keeps the system from writing this program's memory to a disk should the program fail: records of children may be in it.
// The limit is one byte, which no dump fits. Linux also takes just this limit for no dump where dumps are handed to another program, and
// passes over a limit of zero there.
func forbidCoreDumps() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &limit); err != nil {
		return fmt.Errorf("asking how large a dump of memory may be: %w", err)
	}
	limit.Max = min(limit.Max, 1)
	limit.Cur = limit.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &limit); err != nil {
		return fmt.Errorf("forbidding dumps of memory: %w", err)
	}
	return nil
}
