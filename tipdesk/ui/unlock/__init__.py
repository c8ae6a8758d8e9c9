"""The unlock window: who unlocks, the passphrase, and nothing of any case. It must open fast, so it imports little."""
