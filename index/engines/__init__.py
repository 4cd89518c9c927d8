"""Where an index is kept: files in a folder, or tables of a PostgreSQL database."""
