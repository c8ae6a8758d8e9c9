"""Files beside the store: sealed, whole or absent, named by what they contain; and their parts under way."""
