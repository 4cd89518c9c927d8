"""KPI questions: typed records looked up, judged, subtracted and put into words; never a number that is in no cell."""
