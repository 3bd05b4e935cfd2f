"""Markings as rows, and the query set that keeps every query to what its reader may read."""
