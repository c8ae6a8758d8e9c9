"""Sheets that are pasted or lie in a file: rows of cells, what their headings mean, and what the words of a cell say.

A line list and the participants of a training are taken in through here, each with the columns of its own. Nothing here
saves anything.
"""
