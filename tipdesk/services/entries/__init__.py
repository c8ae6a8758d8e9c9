"""Every entry of a case on its way to the log: sealed as its level asks, written, and judged by the gates it meets.

What reads a case for gates and clocks (`freeze`) lies here as well, since whoever writes has to be able to ask.
"""
