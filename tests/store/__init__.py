"""The store, at its doors: what is recorded, found, followed and known, on SQLite and on PostgreSQL."""
