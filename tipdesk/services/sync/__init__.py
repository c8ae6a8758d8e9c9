"""A post and headquarters: joining, sending, fetching, and where the post stands.

The same verbs work by wire and by stick; only the carrier differs. To follow a push, read three files: `sync_now` is
one whole sync, and its `exchange` the one that a screen asks for; `push/make_bundles` packs, signs and seals what goes;
`pull/take_arrival` takes in the receipt that answers it. `pull/pull` fetches what else waits. `enrolment` makes a post
one of headquarters', `sync_status` and `see_link` say how it stands.
"""
