package privado

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/lib/pq"
)

// superuser is the role that owns the server; initdb makes it.
const superuser = "postgres"

// CreateDatabase makes a database, as a copy of template unless that is "", and returns its address.
// Nobody may be connected to the template meanwhile; Postgres waits some seconds for those who are leaving.
func (s *Servidor) CreateDatabase(ctx context.Context, name, template string) (string, error) {
	if err := Create(ctx, s.URL(), name, template); err != nil {
		return "", err
	}
	return s.url(name), nil
}

// Database is the address of a database that is there.
func (s *Servidor) Database(name string) string { return s.url(name) }

// DropDatabase removes a database, whoever is connected to it. One that is not there is no error.
func (s *Servidor) DropDatabase(ctx context.Context, name string) error {
	return Drop(ctx, s.URL(), name)
}

// Create is CreateDatabase on any server whose address may create databases.
func Create(ctx context.Context, admin, name, template string) error {
	query := "CREATE DATABASE " + pq.QuoteIdentifier(name)
	if template != "" {
		query += " TEMPLATE " + pq.QuoteIdentifier(template)
	}
	if err := exec1(ctx, admin, query); err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

// Drop is DropDatabase on any server whose address may drop databases.
func Drop(ctx context.Context, admin, name string) error {
	if err := exec1(ctx, admin, "DROP DATABASE IF EXISTS "+pq.QuoteIdentifier(name)+" WITH (FORCE)"); err != nil {
		return fmt.Errorf("drop database %s: %w", name, err)
	}
	return nil
}

// exec1 runs one statement on a connection of its own: these are rare, and a pool would keep goroutines.
func exec1(ctx context.Context, url, query string) error {
	db, err := sql.Open("postgres", url)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, query)
	return err
}
