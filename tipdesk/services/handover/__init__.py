"""A case goes from the post in charge to another one: offered, and then accepted or declined.

Until the answer is there the case stays where it is, and its clocks go on. Which post is in charge afterwards is told
in `directory/handovers`; what has to be there for it, by the gate *handover-accepted*.
"""
