"""What is decided about referrals without looking at a store: what a letter may say, and who could help."""
