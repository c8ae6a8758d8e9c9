"""A PC asks to belong to a post, and is granted it once the digits have been compared aloud."""
