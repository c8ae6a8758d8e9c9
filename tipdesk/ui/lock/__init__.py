"""Locking, which ends the process: Python and Qt cannot wipe memory, the operating system can."""
