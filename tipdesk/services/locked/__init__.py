"""What a locked PC may do, and what becomes of it at the next unlock.

Without a passphrase a PC shows whom to ring, keeps a sealed report for later, and sends what was sealed for sending
when it was locked. At the unlock each report becomes a case, and what headquarters answered meanwhile is taken in.
"""
