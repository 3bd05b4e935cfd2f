"""Measurements, each beside a named peer in the same run. Nothing here is a test."""
