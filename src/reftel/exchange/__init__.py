"""Formats for other programs and for people: a comparison as HTML, Markdown, CSV, JSON and Word document."""
