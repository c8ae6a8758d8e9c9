"""What stands before an officer's keys here: passphrase, one-time code, the PIN of the covered screen, its times."""
