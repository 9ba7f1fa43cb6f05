package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"inclusion/ingest/invent"
	sample "inclusion/ingest/invent/returns"
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/intake"
	"inclusion/internal/account"
	"inclusion/internal/desk/invented"
	"inclusion/internal/returns"
	"inclusion/internal/store"
)

// demoReturn is one that an invented partnership's data officer has sent.
type demoReturn struct {
	year  int
	asAt  sen2.Date // 0 is its census
	taken time.Time
}

// returnsOf101 are Alderbrook's: one whose year has been published since, and one of the year that is running.
var returnsOf101 = []demoReturn{
	{2026, 0, time.Date(2026, time.January, 19, 10, 12, 0, 0, time.UTC)},
	{2027, sen2.Day(2026, 9, 1), time.Date(2026, time.September, 1, 14, 40, 0, 0, time.UTC)},
}

// tellReturns writes the invented returns while the site is served already: working out their indicators takes some seconds. What it
// gives waits until that is done or was broken off.
func (s sen2Settings) tellReturns(ctx context.Context, c *Config, plans *store.Plans, warehouse *store.Warehouse) (wait func()) {
	var telling sync.WaitGroup
	telling.Go(func() {
		if err := s.writeInventedReturns(ctx, c, plans, warehouse); err != nil && ctx.Err() == nil {
			slog.Warn("the invented returns could not all be taken", "error", err.Error())
		}
	})
	return telling.Wait
}

// writeInventedReturns lets Alderbrook's data officer have sent invented returns, while the invented sample is served and none was ever
// sent. What is later than today has not been sent yet.
func (s sen2Settings) writeInventedReturns(ctx context.Context, c *Config, plans *store.Plans, warehouse *store.Warehouse) error {
	const area = "101"
	served := sampleServed(warehouse)
	if !served() {
		return nil
	}
	officer := invented.DataOfficer(area)
	if _, err := plans.Account(ctx, officer); errors.Is(err, account.ErrNoAccount) {
		return nil
	} else if err != nil {
		return err
	}
	if ever, err := everSent(ctx, plans, area); err != nil || ever {
		return err
	}
	t, err := s.servedTaker(c, served)
	if err != nil {
		return err
	}
	began := time.Now()
	for _, one := range returnsOf101 {
		if one.taken.After(began) {
			continue
		}
		r, err := one.take(ctx, t, area)
		if err != nil {
			return fmt.Errorf("taking the invented return of %d: %w", one.year, err)
		}
		r.TakenBy, r.TakenAt = officer, one.taken
		if _, err := plans.Keep(ctx, r); err != nil {
			return err
		}
	}
	slog.Info("the invented returns are taken", "milliseconds", time.Since(began).Milliseconds())
	return nil
}

// everSent says that an area has sent a return, whether it was withdrawn since or not.
func everSent(ctx context.Context, kept returns.Keeper, area string) (bool, error) {
	there, err := kept.Returns(ctx, area)
	if err != nil || len(there) > 0 {
		return true, err
	}
	gone, err := kept.Withdrawn(ctx, area)
	return len(gone) > 0, err
}

// take reads the return as it is made, as a file that is sent is read.
func (one demoReturn) take(ctx context.Context, t intake.Taker, area string) (returns.Return, error) {
	made, err := sample.New(invent.DefaultSeed, area, one.year)
	if err != nil {
		return returns.Return{}, err
	}
	if one.asAt != 0 {
		made = made.AsAt(one.asAt)
	}
	file, into := io.Pipe()
	go func() { into.CloseWithError(made.WriteXML(into)) }()
	defer file.Close()
	taken, err := t.Take(ctx, returns.Upload{Name: fmt.Sprintf("SEN2_%s_%d.xml", area, one.year), Body: file, Size: -1}, area)
	return taken.Return, err
}
