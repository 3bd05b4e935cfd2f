"""Findings: rows, and what a reader is given of them."""
