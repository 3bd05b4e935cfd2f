"""The brief: everything about one country and year, every sentence cited."""
