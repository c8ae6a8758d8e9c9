"""The encrypted store of one home: the ledger of entries, the rows projected from it, and the indexes that find them.

`store.Store` is the way in; it implements the Protocols of `services/desk` and `services/ledger`.

Decision: only `apply` changes case rows, only `unit_of_work` commits, and triggers keep the ledger append-only. SQL
outside `engine`, `search` and `triggers` keeps to what SQLite and PostgreSQL share.
"""
