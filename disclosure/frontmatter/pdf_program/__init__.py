"""Reads a PDF file, in a process of its own (`attachments/pdf.py` starts it). Nothing else of the program is imported."""
