"""Who is let into a case and who is kept out: exclusions, serving, emergencies, reviews, conflicts of interest."""
