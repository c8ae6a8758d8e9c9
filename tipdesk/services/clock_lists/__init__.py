"""Clocks of many cases, and of the registers, for headquarters' inbox and My work."""
