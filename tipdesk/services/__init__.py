"""What people do: every verb takes a Desk first, checks what it may, and writes one unit of work.

Each folder is a room with one subject, and its own page says what it is for. At the top lies what every room stands on:
`desk` and `link_desk` (what a verb may touch, with the Protocols of the store, the clock and the keys), `look`, `eyes`
and `relation` (who may see what of a case), `audit`, `fields`, `results`, `redaction`, `permit_authority`, `drafts`,
and `remembered`, the one list of what a home remembers beside its logs. Verbs of a few lines that are always read
together share a file.
"""
