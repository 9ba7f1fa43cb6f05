//go:build !unix

package main

// forbidCoreDumps has nothing to forbid here: the limit on dumps of memory is one of Unix systems.
func forbidCoreDumps() error { return nil }
