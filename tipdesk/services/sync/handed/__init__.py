"""A case goes from post to post by stick while headquarters cannot be reached, and its answer comes back the same way.

`put_on_stick` puts a case that is offered onto the stick, whole; `pull/take_handed` judges what another post put there.
`carry_handed` carries on what is said to that: the answer to the giver, and the giver's own word to headquarters. What
one post shows another is made of `stretches`. By what right a case may go is asked in `directory/handing_grants`.
"""
