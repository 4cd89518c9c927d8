"""Plans that staff upload: unpacked, looked at, then published or discarded."""
