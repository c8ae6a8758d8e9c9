"""Backups of this PC, and how a store goes on that was put back from one.

A supervisor plans when backups are made and where they go, and everybody sees how old the last one is (`plan`). A store
that was put back goes on in a new log and sends again what headquarters may lack (`put_back`). The adapters copy the
files.
"""
