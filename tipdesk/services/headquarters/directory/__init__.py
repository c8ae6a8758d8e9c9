"""The directory, which headquarters alone writes, and what waits until it says more.

Officers, posts, PCs, agencies and duty numbers are changed here, one entry a deed. `registry` reads it as the other
rooms need it. An entry of a post that the directory does not allow is parked, and judged again after every change; what
is applied is routed to the PCs that should have it.
"""
