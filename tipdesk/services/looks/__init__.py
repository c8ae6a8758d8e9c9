"""The audit as people read it: who opened, printed or searched what, and what of that needs a second look.

It is listed and filtered for those who may read it, exceptions are put to review, and the chain of each log is checked.
What headquarters has had for ninety days is pruned here. Writing a row of the audit is `services/audit`.
"""
