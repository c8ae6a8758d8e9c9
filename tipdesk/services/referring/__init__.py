"""Referrals: who could help, what they would read, sending it in one entry, and what they answer.

What is asked is drawn as rows first (`drawing`), so that the preview shows the very letter that is sent afterwards. The
verbs are one file each. Whether something may leave is said by the gates, which judge what is written as everywhere.
"""
