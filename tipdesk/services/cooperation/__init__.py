"""What is done with the registers of cooperation beyond writing their rows: a call becomes a case, a caller is rung.

What a caller said, and their number, never stand in a register: they go into the case that one deed opens.
"""
