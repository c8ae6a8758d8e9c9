"""The gates of the case life: what must be true before a step is taken, as one table of pure functions (`table`).

A gate says what is missing and what satisfies it; people decide. It stops steps (a stage, a role, a closing), never
what somebody tells. `checking` judges a deed, `breaching` what came in past a gate, and `services/gates` asks both.
"""
