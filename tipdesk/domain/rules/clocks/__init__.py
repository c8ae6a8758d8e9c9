"""Clocks: when something of a case or of a register is due, worked out from recorded dates alone, without any timer.

`due` gives the clocks that run, by one function a clock; `table` says of each how long it is and what stops it. Nothing
here is kept or written: a PC that slept, was locked or is dead stops no clock, and headquarters counts on its own copy.
"""
