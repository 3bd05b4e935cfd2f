"""The databases that a record can have: SQLite in its folder, or a schema on a PostgreSQL server.

Everything that differs between the two is in the modules `sqlite` and `postgresql`, behind `model.Database`.
"""
