"""What was found of the victims of a case against the elements of trafficking, as commands and screens ask for it."""
