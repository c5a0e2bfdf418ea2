"""Where decisions are kept: one protocol, one implementation for SQLite and PostgreSQL."""
