"""Who is let into a case and who is kept out of it.

An officer may be excluded from a case, a case may be served to a partner for a time, and somebody who knows a person in
it says so and is kept out until others have decided. In danger a case is opened all the same, for an hour, and
headquarters answers for it. Each of these is a deed with a reason, which others review. How much of a case each
relation to it shows is decided in `look` and `eyes`.
"""
