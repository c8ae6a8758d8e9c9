"""The keys of a case: who is to hold them, who was given them and by whose signature, what the officer here opens."""
