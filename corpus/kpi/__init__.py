"""KPI tables: typed records and the cells they came from."""
