"""Headquarters' keys and who guards them: founding, renewing, the case unit, officers' keys to be compared."""
