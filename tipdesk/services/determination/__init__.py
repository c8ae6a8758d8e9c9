"""What people decide of a person: what was found of the elements, the decision, and how old somebody is held to be."""
