"""Who else somebody could be: hints while one types, who may know of them, and what was found not to be so.

How likely two people are one is judged in `domain/similar`, and who lies near is asked of the store. Here stands what
the officer may know of it, what is written into the audit, and what an officer has said of two people already.
"""
