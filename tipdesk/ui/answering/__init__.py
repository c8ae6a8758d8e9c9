"""Answering what others ask, and judging what was done without asking, wherever a line of it is chosen."""
