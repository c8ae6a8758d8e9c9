"""One human being in several cases, and one matter that was entered twice: said, gathered, joined, and undone again.

A link (`PersonLink`) says that a person of one case is that of another and why; nothing is changed by it, and taking it
away leaves every row as it was. `links` reads them both ways and across cases, `find_linked` gathers what is known in
each case, as far as that case may be read. A case that was entered twice is copied into the one that is kept
(`join_case`), and parted from it again (`part_case`); which rows are copied, and how a copy is known, is in `copies`.
"""
