"""The same person in other cases: the card in a person's pane, the question who is who, and all that is known of them.

`SamePeople` presents one card. Whoever else found two persons who may be one (a hint, a search) asks `LinkAsking`.
"""
