"""Japanese writing: widths, eras, numerals, sentences."""
