"""Locking, which ends the process, because Python and Qt cannot wipe memory and the operating system can."""
