"""Taking the whole record elsewhere: dumps, and backups that redactions reach."""
