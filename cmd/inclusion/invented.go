package main

import (
	"context"
	"log/slog"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/desk/invented"
	"inclusion/internal/store"
)

// writeInvented writes the invented partnerships and their accounts into plans that hold nothing, while the invented sample is served.
// It leaves everything else as it is: what is invented never stands among real data, nor among what somebody wrote.
func writeInvented(ctx context.Context, plans *store.Plans, warehouse *store.Warehouse, data string) error {
	if !sampleServed(warehouse)() {
		return nil
	}
	if had, err := plans.Partnerships(ctx); err != nil || len(had) > 0 {
		return err
	}
	here, err := newDesk(plans, warehouse, data)
	if err != nil {
		return err
	}
	began := time.Now()
	published := desk.Warehouse{Warehouse: warehouse}
	if err := invented.Write(ctx, plans, here.Frameworks, published, desk.Before{Warehouse: published}, here.Today()); err != nil {
		if ctx.Err() != nil {
			return err
		}
		slog.Warn("the invented partnerships could not all be written: this sample has other figures than theirs", "error", err.Error())
		return nil
	}
	passwords := account.NewPasswords(account.DefaultHashCost)
	hash := func(password string) (string, error) { return passwords.Hash(ctx, password) }
	if err := invented.People(ctx, plans, hash, time.Now().UTC()); err != nil {
		return err
	}
	slog.Info("the invented partnerships are written", "milliseconds", time.Since(began).Milliseconds())
	return nil
}
