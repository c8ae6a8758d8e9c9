"""The first run, which asks whether this PC is at a post, at headquarters, or for a try with invented people."""
