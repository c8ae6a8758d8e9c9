"""The first run: is this PC at a post, at headquarters, or for a try with invented people."""
