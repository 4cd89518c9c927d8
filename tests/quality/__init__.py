"""Table tests: one row a case, in TSV files with their columns named in the first row."""
