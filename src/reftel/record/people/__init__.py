"""The people who keep the record: who may do what, and read what."""
