"""Who is at the keyboard, and with which roles."""
