"""Looking through a record: whether it is whole, and as it was written."""
