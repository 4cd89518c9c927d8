"""Pages for signed-in staff; everybody else gets what an address that does not exist gives."""
