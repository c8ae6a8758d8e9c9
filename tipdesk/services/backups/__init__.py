"""Backups of this PC as its officers see them: the last one, when the next is due, and where it goes."""
