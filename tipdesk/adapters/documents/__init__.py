"""Paper: printers that turn finished document models into PDF with ReportLab, and QR codes.

A printer is a pure function of its model, which `services/documents` makes.
"""
