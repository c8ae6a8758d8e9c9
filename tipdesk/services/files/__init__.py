"""Files of a case: taken in, sealed, looked at, exported."""
