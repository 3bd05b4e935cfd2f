"""Django's PostgreSQL engine with what a record adds; Django looks for `base` in here."""
