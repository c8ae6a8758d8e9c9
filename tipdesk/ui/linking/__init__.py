"""The question whether two persons of two cases are one: from a person's card, a search, or a hint while one types."""
