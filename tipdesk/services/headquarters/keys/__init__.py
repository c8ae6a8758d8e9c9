"""Headquarters' keys and who guards them.

Headquarters is founded with a root on three cards, and its keys are renewed by two of them. The coordinators share the
case unit's key. Officers' keys that posts have sent wait here until their digits were compared. A PC whose passphrases
are all lost is answered by two custodians. What each key is for stands in `services/keys`.
"""
