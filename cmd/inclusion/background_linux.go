package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"syscall"
)

// lowest is the nicest there is: whoever has it gets a processor when nobody else wants one, and a seventieth part of it otherwise.
const lowest = 19

// standBack gives way to the server that has this data folder, if there is one: a load is in no hurry, readers are. On Linux each thread
// has a priority of its own, and hands it down to those that it starts. Where it cannot be lowered the load goes on all the same.
func standBack(data string) {
	server, err := net.Dial("unix", socketOf(data))
	if err != nil {
		return // nobody serves
	}
	if err := errors.Join(server.Close(), lowerThreads()); err != nil {
		slog.Warn("loading goes on at the usual priority", "error", err.Error())
	}
}

func lowerThreads() error {
	lowered := map[string]bool{}
	for {
		threads, err := os.ReadDir("/proc/self/task")
		if err != nil {
			return fmt.Errorf("listing this process's threads: %w", err)
		}
		more := false
		for _, thread := range threads {
			if lowered[thread.Name()] {
				continue
			}
			lowered[thread.Name()], more = true, true
			id, err := strconv.Atoi(thread.Name())
			if err != nil {
				return fmt.Errorf("reading a thread's number: %w", err)
			}
			if err := syscall.Setpriority(syscall.PRIO_PROCESS, id, lowest); err != nil && err != syscall.ESRCH { // ESRCH: it has ended meanwhile
				return fmt.Errorf("lowering the priority: %w", err)
			}
		}
		if !more {
			return nil
		}
	}
}
