"""A decision on a person, and an assessment of an age, while they are prepared: findings, their support, signing."""
