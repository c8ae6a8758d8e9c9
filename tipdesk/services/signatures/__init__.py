"""What officers put their names to: signing a deed, finding who signed what, checking it again.

An officer signs the digest of what was shown or granted, with the keys of their own on this PC. Whether a signature
counts is asked of the directory: whose key it was at the time (`keys/officers/officer_past`).
"""
