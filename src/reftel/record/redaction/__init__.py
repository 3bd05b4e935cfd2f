"""Taking words out of the record for good."""
