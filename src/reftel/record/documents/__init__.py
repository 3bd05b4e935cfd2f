"""Documents and their passages: rows, and what a reader is given of them."""
