"""What a home remembers beside its logs: each thing declared once, with its type, its meaning and who writes it.

A home keeps some sixty values that no log holds and no bundle carries: its grant, its PINs, how far a carrier has come.
Each is declared in one of three lists: `here` is of this PC, `link` of a post and its headquarters, `office` of
headquarters alone. A verb reads one by `get(reader)` and writes it by `keep(work, value)`, in whatever unit of work it
has open; what is written, and by whom, stands in the list and nowhere else. Names and bytes are those of every release
before: a declaration may be added, and its bytes never change.
"""
