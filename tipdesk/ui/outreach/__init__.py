"""What trainings and campaigns have beyond their lists: the sheet of participants, certificates, skills, papers."""
