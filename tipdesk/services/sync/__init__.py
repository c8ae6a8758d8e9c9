"""A post and headquarters: joining, sending, fetching, and where the post stands.

The same verbs work by wire and by stick; only the carrier differs. `sync_now` is one whole sync: `push` makes the
bundles that go up, `pull` takes in what comes back. `exchange` is the sync that a screen asks for, and remembers how it
went. `enrolment` makes a post one of headquarters'.
"""
