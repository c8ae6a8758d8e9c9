"""A PC asks to belong to a post, and is granted it once the digits have been compared aloud.

A request counts until it is answered, until a later one of that PC is, and for thirty days. The grant carries the rows
of the directory that the PC needs, and headquarters' keyset and address.
"""
