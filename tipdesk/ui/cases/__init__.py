"""The list of cases, finding among them, and a new case that looks before it is made."""
