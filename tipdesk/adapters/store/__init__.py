"""The encrypted store of one home: the ledger of entries, the rows projected from it, and the indexes that find them.

`store.Store` is the way in; it serves the Protocols of `services/desk` and `services/ledger`. Three doors are closed
on purpose: only `apply` changes case rows, only `unit_of_work` commits, and the ledger is append-only by trigger.
SQL outside `engine`, `search` and `triggers` keeps to what SQLite and PostgreSQL share.
"""
