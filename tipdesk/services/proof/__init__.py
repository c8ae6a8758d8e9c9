"""What proves to others that a store holds what was written: a walk over its logs, and the logs as lines of text.

Anybody can check the lines outside this program, with Python and one library alone. Bodies of entries are in them only
for a case that was named.
"""
