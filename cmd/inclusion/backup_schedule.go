package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"time"

	"inclusion/ingest/schedule"
	"inclusion/internal/backup"
	"inclusion/internal/store"
)

// backupFlags are when a server makes backups, where, and which stay.
type backupFlags struct {
	Backups    string      `help:"The folder that backups are written to, on another disk than the data folder; it must be there. Empty for no backups." type:"path" env:"INCLUSION_BACKUPS"`
	BackupAt   string      `help:"When a backup is made, in London's time: minute, hour, day of month, month, day of week." env:"INCLUSION_BACKUP_AT" default:"30 2 * * *"`
	BackupKeep backup.Keep `help:"Which backups stay: the newest of each of so many days, weeks and months." env:"INCLUSION_BACKUP_KEEP" default:"days=7,weeks=5,months=12"`
}

// keepSafe makes backups on their schedule, and answers the commands that need the plans, until stop is called.
func (f backupFlags) keepSafe(ctx context.Context, c *Config, plans *store.Plans) (stop func(), err error) {
	stopBackups, err := f.scheduleBackups(ctx, c, plans)
	if err != nil {
		return nil, err
	}
	stopCommands := listenControl(ctx, c, plans)
	return func() {
		stopCommands()
		stopBackups()
	}, nil
}

// scheduleBackups makes backups at their times until stop is called. One whose time was missed is made up for at once.
func (f backupFlags) scheduleBackups(ctx context.Context, c *Config, plans *store.Plans) (stop func(), err error) {
	if f.Backups == "" {
		slog.Info("no backups are made by this server: --backups names a folder for them")
		return func() {}, nil
	}
	shelf := backup.Shelf{Dir: f.Backups}
	newest, err := shelf.Newest()
	if err != nil {
		slog.Error("the backups cannot be listed", "error", err.Error())
	}
	backupMeters.found(newest)
	s := schedule.New(slog.Default(), func(string) (time.Time, bool) { return newest, !newest.IsZero() })
	if err := s.Add(schedule.Job{ID: "backup", Title: "Backup", Spec: f.BackupAt, Run: func(ctx context.Context) error { return f.backUp(ctx, c, plans) }}); err != nil {
		return nil, err
	}
	s.Start(ctx)
	return func() {
		waiting, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		if err := s.Stop(waiting); err != nil {
			slog.Warn("stopping the backups", "error", err.Error())
		}
	}, nil
}

// backUp makes one backup on the schedule, and removes what need not stay. After one that failed nothing is removed.
func (f backupFlags) backUp(ctx context.Context, c *Config, plans *store.Plans) error {
	began := time.Now()
	var said strings.Builder
	err := c.backUp(ctx, &said, plans, f.Backups, &f.BackupKeep)
	switch {
	case errors.Is(err, os.ErrNotExist):
		slog.ErrorContext(ctx, "no backup was made: is the disk for it mounted?", "backups", f.Backups, took(began), "error", err.Error())
	case err != nil:
		slog.ErrorContext(ctx, "no whole backup was made", "backups", f.Backups, took(began), "error", err.Error())
	default:
		slog.InfoContext(ctx, "a backup was made and read back", "backups", f.Backups, took(began), "said", strings.Join(strings.Fields(said.String()), " "))
	}
	return err
}
