"""Deeds on a home as a whole: it is made, opened and closed, given keys and officers, backed up and put back.

    begin      `first_run` asks `founding` for a post's home or headquarters', `training` for the one of invented people
    open       `readying` goes before every start; `door` is the unlock window's way into `opening`, which makes a
               `sessions.Session`; `attending` does what waits for the unlock; `pins` prove the officer once more
    locked     `locked` keeps a report without login, `sending` sends what lies sealed in the outbox
    ways in    `officers` and their slots; `rekeying` after one left; `recovering` with the custodians' cards
    custody    `cards`, and `headquarters_keys`, which are renewed with them
    copies     `backups` and `served` ones, `putting_back` and what a power cut leaves of it (`half_put_back`)
    demo       `year`: headquarters and posts for training, with a year of invented cases
    proof      `integrity`: the words of the shift register and the exported logs; `printing`: what is printed

This floor stands on adapters and services, and knows no screen and no server (`ui`, `hq`). What both sides speak of is
declared in services. What a screen asks for is a Protocol of the screen's own; a class here satisfies it, and
`bootstrap` hands that class over. Nothing is imported in this file, so that the unlock window loads only what it uses.
"""
