"""The page My work: what waits for the officer, by time, each to be done where it stands; nothing of anybody else's.

`watch` reads it once for the whole window, so that page, rail and status line count the same.
"""
