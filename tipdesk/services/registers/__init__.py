"""The registers beside the cases: trainings, campaigns, hotline calls, meetings, the plan, agreements.

Any record of register scope that names a page lives here by its declaration alone. Its rows stand in the own log, go up
with the bundles, and come down to the other PCs of their post. `kept` says which records there are and who may do what,
the other modules are the verbs. No person of a case stands in a register, so reading one is no look at a case; what is
printed, exported, searched or refused is written into the audit.
"""
