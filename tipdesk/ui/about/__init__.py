"""The page about the program itself: version, licence, libraries, and the licences of what others wrote."""
