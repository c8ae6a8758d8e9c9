"""What officers put their names to: signing a deed, finding who signed what, and checking it again.

An officer signs the digest of what was shown or granted, with their own keys on this PC. Whether a signature counts is
asked of the directory, which says whose key it was at the time (`keys/officers/officer_past`).
"""
