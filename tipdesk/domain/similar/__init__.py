"""Who else a person could be: names, dates, numbers and addresses compared as people write and mishear them.

`spelling` makes words comparable, `nicknames` knows short forms, `likeness` holds what of a person is compared,
`search_keys` says where somebody alike could be found, and `comparing` how likely it is the same human being, and why.
All of it is pure: which people there are, and who may know of them, is asked in `services/similar`.
"""
