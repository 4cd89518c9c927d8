"""Tables of targets, surveys and figures."""
