"""The same person in other cases: the card in a person's pane, all that is known of them, and joining a double."""
