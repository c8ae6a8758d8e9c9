"""Headquarters' keys, at both ends: the keyset in force, a newer or another one, and what happened to them."""
