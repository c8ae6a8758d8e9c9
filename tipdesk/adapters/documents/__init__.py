"""Paper: printers that turn finished document models into PDF with ReportLab."""
