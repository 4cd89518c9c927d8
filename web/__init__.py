"""An assistant in; chat page, source viewer and JSON API out."""
