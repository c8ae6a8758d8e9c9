"""The custodians at the screen: their cards shown one by one, and their words brought back."""
