"""What headquarters does with what posts send, and for them.

There are six rooms: `directory` writes who is who, and parks what the directory does not allow; `keys` founds and
renews headquarters' keys and guards who holds them; `ledger` cares for what is held for each PC and proves that it only
grows; `intake` takes in bundles and questions, by wire and by stick; `enrolment` lets a PC join; `erasure` deletes
cases that were kept long enough.
"""
