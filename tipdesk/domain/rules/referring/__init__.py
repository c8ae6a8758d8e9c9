"""What is decided about referrals without looking at a store: what a letter may say, who could help, until when."""
