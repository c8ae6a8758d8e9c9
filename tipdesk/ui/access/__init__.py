"""Screens of who may see a case: what an officer says on opening it, emergencies, reviews, exclusions."""
