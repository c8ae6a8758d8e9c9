"""The covered screen: a neutral page over everything in an instant, and the way back by PIN or passphrase."""
