"""Clocks on the screen: what stops one, in the words of a button, and the page on which headquarters sets them."""
