"""The computer the program runs on: clock, places on disk, removable drives, and the files packed with the program."""
