"""Alembic's scripts, run in process by `migrate`: one a change of the tables, numbered as `PRAGMA user_version`."""
