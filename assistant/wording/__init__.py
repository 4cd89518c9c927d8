"""Wording of answers, one TOML file a language; read by ``assistant.phrases``."""
