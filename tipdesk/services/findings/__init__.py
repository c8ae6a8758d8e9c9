"""What a determination rests on: its findings, proposed from an episode and kept, and the rows that support a row.

A finding is written by a person; what an episode has ticked is offered and never kept by itself. Who decides, and the
signature, are no matter of this room.
"""
