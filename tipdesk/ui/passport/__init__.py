"""Passports scanned or pasted, wherever a person is typed: one dialog, which shows what differs from what is known."""
