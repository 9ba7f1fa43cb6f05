// Command inclusion loads published statistics about children with special educational needs and serves dashboards of them.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/alecthomas/kong"

	"inclusion/ingest/invent"
)

// Exit codes.
const (
	exitDone     = 0
	exitFailed   = 1
	exitRejected = 2  // some input was rejected, and the output said why
	exitUsage    = 64 // used wrongly
)

// errRejected ends a command whose input was partly rejected; what was rejected has been printed.
var errRejected = errors.New("some input was rejected")

type commands struct {
	Config

	Serve   serveCommand   `cmd:"" help:"Serve the pages and the API, and run the scheduled jobs."`
	Ingest  ingestCommand  `cmd:"" help:"Load published files now, from a folder or from their publishers."`
	Rebuild rebuildCommand `cmd:"" help:"Make the warehouse again from the archive alone."`
	Values  valuesCommand  `cmd:"" help:"Print an indicator's values."`
	Export  exportCommand  `cmd:"" help:"Write every table of the warehouse as files, with a README."`
	Account accountCommand `cmd:"" help:"Add, list, end and reset accounts, while no server has the data folder open."`
	SEN2    sen2Command    `cmd:"" name:"sen2" help:"Check, count and see a person-level SEN2 return. Nothing of a child is kept."`
	Sample  sampleCommand  `cmd:"" help:"Write the invented sample's files again, or person-level returns of its authorities."`
	Verify  verifyCommand  `cmd:"" help:"Re-check the archive's bytes, the chain of what partnerships wrote, and the warehouse against the archive; or check backups."`
	Backup  backupCommand  `cmd:"" help:"Write a backup of the data folder, also while it is served."`
	Restore restoreCommand `cmd:"" help:"Put a backup into the data folder, while no server has it open."`
	Show    configCommand  `cmd:"" name:"config" help:"Print the configuration in force."`
	Health  healthCommand  `cmd:"" help:"Ask a running server whether it is ready."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	if err := forbidCoreDumps(); err != nil {
		fmt.Fprintln(os.Stderr, "inclusion:", err)
		return exitFailed
	}
	var c commands
	usage := false
	parser, err := kong.New(&c, kong.Name("inclusion"),
		kong.Description("Local inclusion plan and area partnership dashboard."),
		kong.Vars{"seed": strconv.FormatUint(invent.DefaultSeed, 10)}, kong.UsageOnError(), kong.Exit(func(int) { usage = true }))
	if err != nil {
		fmt.Fprintln(os.Stderr, "inclusion:", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if usage {
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "inclusion: %v\nRun \"inclusion --help\" for what it can do.\n", err)
		return exitUsage
	}
	slog.SetDefault(newLog(os.Stderr, c.LogLevel))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever asks a second time is not kept waiting: that ends the process at once
	command.BindTo(ctx, (*context.Context)(nil))
	switch err := command.Run(&c.Config); {
	case err == nil:
		return exitDone
	case errors.Is(err, errRejected):
		return exitRejected
	default:
		fmt.Fprintln(os.Stderr, "inclusion:", err)
		return exitFailed
	}
}
