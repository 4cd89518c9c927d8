"""Layout: the lines and blocks that a plan's text is made of."""
