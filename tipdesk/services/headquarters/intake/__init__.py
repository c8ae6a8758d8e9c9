"""What comes in: bundles and questions by wire or by stick.

A bundle is judged, applied or parked, and answered with a receipt in one unit of work; what is refused goes to the
quarantine. When each post was last heard, and what strangers left at the door, is counted for people to read.
"""
