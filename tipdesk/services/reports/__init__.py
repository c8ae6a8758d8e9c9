"""Reports between the post that sent them and whoever has them in hand.

The inbox shows what nobody has read yet. Somebody says "I have it", or gives it to an officer or a post; who sent a
report sees what became of it.
"""
