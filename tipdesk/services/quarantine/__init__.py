"""What came and was refused, at headquarters and at posts: kept aside, as far as there is room, and never believed.

What an enrolled key has signed is kept whole as evidence. Of what a stranger left only the beginning is kept, and
beyond a limit only a count. People list it, study it and discard it.
"""
