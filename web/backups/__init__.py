"""What people and staff left here, kept in one file and brought back from it."""
