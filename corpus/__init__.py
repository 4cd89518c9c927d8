"""Plan folders in; plans with sections, chunks and typed KPI records out."""
