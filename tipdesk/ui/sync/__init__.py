"""Sync: the true state of the link, what waits, by wire and by stick; and the courier that keeps in touch quietly."""
