"""Headquarters' screens: posts and what they sent, enrolment of their PCs, refused bundles, conflicts to settle."""
