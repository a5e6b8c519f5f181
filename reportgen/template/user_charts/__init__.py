"""A designer's own chart: a chart drawn in Word or PowerPoint is filled with data and keeps its formatting."""
