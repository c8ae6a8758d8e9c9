"""Refer: one page on which somebody is asked for help, with what they will read beside it, and one *Send*."""
