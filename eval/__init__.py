"""Question sets and an assistant in; dated figures out."""
