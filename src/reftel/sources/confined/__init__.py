"""Opening what nobody has vouched for in a child process with limits.

`parent` runs in Reftel, everything else in the child. The child has two pipes, a bounded amount of memory and
of computing time, and can open no file; what it makes of a file comes back as text.
"""
