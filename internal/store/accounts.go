package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// Plans keep accounts.
var _ account.People = (*Plans)(nil)

const accountColumns = "id, email, name, password, secret, secret_used, oidc_subject, demo, disabled, created, changed"

// accounts reads those that the clause leaves, with their grants, oldest first.
func accounts(ctx context.Context, db asker, clause string, args ...any) (all []account.Account, err error) {
	rows, err := db.QueryContext(ctx, "select "+accountColumns+" from account "+clause+" order by created, id", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	at := map[string]int{}
	for rows.Next() {
		var a account.Account
		if err := rows.Scan(&a.ID, &a.Email, &a.Name, &a.Password, &a.Secret, &a.SecretUsed, &a.OIDCSubject, &a.Demo, &a.Disabled, &a.Created, &a.Changed); err != nil {
			return nil, err
		}
		a.Created, a.Changed = a.Created.UTC(), a.Changed.UTC()
		at[a.ID] = len(all)
		all = append(all, a)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(all) == 0 {
		return nil, err
	}
	return all, addGrants(ctx, db, all, at, clause, args...)
}

// addGrants gives accounts their grants; at is where each account is in the list.
func addGrants(ctx context.Context, db asker, all []account.Account, at map[string]int, clause string, args ...any) error {
	rows, err := db.QueryContext(ctx, `select account, role, partnership, organisation from account_grant
		where account in (select id from account `+clause+`) order by account, partnership, organisation, role`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var g account.Grant
		if err := rows.Scan(&id, &g.Role, &g.Partnership, &g.Organisation); err != nil {
			return err
		}
		if i, ok := at[id]; ok {
			all[i].Grants = append(all[i].Grants, g)
		}
	}
	return rows.Err()
}

// Accounts implements account.People.
func (p *Plans) Accounts(ctx context.Context) ([]account.Account, error) {
	all, err := accounts(ctx, p.db, "")
	if err != nil {
		return nil, fmt.Errorf("listing accounts: %w", err)
	}
	return all, nil
}

// oneAccount reads the one that the clause leaves; account.ErrNoAccount where it leaves none.
func (p *Plans) oneAccount(ctx context.Context, clause string, args ...any) (account.Account, error) {
	all, err := accounts(ctx, p.db, clause, args...)
	if err == nil && len(all) == 0 {
		err = account.ErrNoAccount
	}
	if err != nil {
		return account.Account{}, fmt.Errorf("reading an account: %w", err)
	}
	return all[0], nil
}

// Account implements account.People.
func (p *Plans) Account(ctx context.Context, id string) (account.Account, error) {
	return p.oneAccount(ctx, "where id = ?", id)
}

// AccountByEmail implements account.People.
func (p *Plans) AccountByEmail(ctx context.Context, email string) (account.Account, error) {
	return p.oneAccount(ctx, "where email = ? and email <> '' and not disabled", strings.ToLower(email))
}

// AccountBySubject implements account.People.
func (p *Plans) AccountBySubject(ctx context.Context, subject string) (account.Account, error) {
	return p.oneAccount(ctx, "where oidc_subject = ? and oidc_subject <> '' and not disabled", subject)
}

// SaveAccount implements account.People.
func (p *Plans) SaveAccount(ctx context.Context, a account.Account, note account.Note) error {
	a.Email = strings.ToLower(a.Email)
	return p.write(ctx, "saving an account", func(tx *sql.Tx) error {
		if err := alone(ctx, tx, a); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `insert into account (`+accountColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict (id) do update set email = excluded.email, name = excluded.name, password = excluded.password,
				secret_used = case when secret = excluded.secret then secret_used else excluded.secret_used end, secret = excluded.secret,
				oidc_subject = excluded.oidc_subject, demo = excluded.demo, disabled = excluded.disabled, changed = excluded.changed`,
			a.ID, a.Email, a.Name, a.Password, a.Secret, a.SecretUsed, a.OIDCSubject, a.Demo, a.Disabled, a.Created.UTC(), a.Changed.UTC()); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "delete from account_grant where account = ?", a.ID); err != nil {
			return err
		}
		for _, g := range a.Grants {
			if _, err := tx.ExecContext(ctx, "insert into account_grant (account, role, partnership, organisation) values (?, ?, ?, ?)",
				a.ID, string(g.Role), g.Partnership, g.Organisation); err != nil {
				return err
			}
		}
		_, err := appendEntries(ctx, tx, note.At, []plan.Write{note.About(a.ID)})
		return err
	})
}

// alone says that no other live account has a live account's e-mail address or subject.
func alone(ctx context.Context, tx *sql.Tx, a account.Account) error {
	if a.Disabled {
		return nil
	}
	for _, c := range []struct {
		column, text string
		taken        error
	}{{"email", a.Email, account.ErrEmailTaken}, {"oidc_subject", a.OIDCSubject, account.ErrSubjectTaken}} {
		if c.text == "" {
			continue
		}
		var others int
		if err := tx.QueryRowContext(ctx, "select count(*) from account where "+c.column+" = ? and id <> ? and not disabled", c.text, a.ID).Scan(&others); err != nil {
			return err
		}
		if others > 0 {
			return c.taken
		}
	}
	return nil
}

// UseStep implements account.People.
func (p *Plans) UseStep(ctx context.Context, id string, step int64) error {
	return p.write(ctx, "using a code of the second factor", func(tx *sql.Tx) error {
		var used int64
		err := tx.QueryRowContext(ctx, "select secret_used from account where id = ?", id).Scan(&used)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return account.ErrNoAccount
		case err != nil:
			return err
		case step <= used:
			return account.ErrStepUsed
		}
		_, err = tx.ExecContext(ctx, "update account set secret_used = ? where id = ?", step, id)
		return err
	})
}
