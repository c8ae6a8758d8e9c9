"""Calls on the screen: whom to ring, the note of a call, and the list of all of them. Each call stands for itself."""
