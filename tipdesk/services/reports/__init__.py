"""Reports between the post that sent them and whoever has them in hand: the inbox, "I have it", and who does what."""
