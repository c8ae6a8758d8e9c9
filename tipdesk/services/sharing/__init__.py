"""A case that another post holds and works on too: shared, ended, asked for, and seen.

Headquarters alone shares a case and ends that; the post in charge asks it to. Who holds the case then is decided where
entries are taken in (`headquarters/directory`), and a post forgets it in `sync/pull/forget_shared`.
"""
