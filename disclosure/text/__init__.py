"""Markdown bodies to HTML, with the structure of legal texts."""
