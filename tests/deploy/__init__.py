"""Tests of the image, the compose file, the start script and the systemd units."""
