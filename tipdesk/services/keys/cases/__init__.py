"""The keys of a case: who is to hold them, who was given them by whom, and what the officer here can open."""
