"""How near texts are to one another in their letters, by rapidfuzz: the `Nearness` of `domain/similar`."""
