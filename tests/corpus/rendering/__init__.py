"""Plans written as web pages, Word files, workbooks and PDF: what their readers are tested with."""
