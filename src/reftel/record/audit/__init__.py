"""The trail of what was done in the record, chained by digests."""
