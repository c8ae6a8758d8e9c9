"""The state of the store itself on the screen: a warning where it does not hold, and the shift register's words."""
