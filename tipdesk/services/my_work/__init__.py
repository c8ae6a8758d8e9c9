"""My work: what waits for the officer at the desk, by time, and taking a task that nobody has.

What is done with a line (done, acknowledged, decided, settled) is a verb of the room that the line comes from.
"""
