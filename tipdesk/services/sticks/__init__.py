"""What lies on a stick, at either end: which of it is worth reading, in which order, and why the rest was not.

A stick may carry thousands of files that nobody signed beside the one that counts. Each is judged by its beginning
before anything is counted against a limit; what was not read this time comes first the next time.
"""
