"""Clocks on this store: those of one case, of all cases at once, and of the registers, for whoever has to act."""
