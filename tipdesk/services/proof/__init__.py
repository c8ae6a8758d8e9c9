"""What proves to others that a store holds what was written: a walk over its logs, and logs as lines.

The lines are checked anywhere with Python and one library alone, outside this program; bodies go into them only for a
case that was named.
"""
