//go:build !linux

package main

// standBack does nothing where a process's priority is another matter.
func standBack(string) {}
