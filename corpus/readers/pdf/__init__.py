"""PDF: its text layer, and tables on pages with ruled lines."""
