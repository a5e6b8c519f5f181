"""Packs of different make, all of invented places: a city, a company, a bureau, a university. Photos are drawn."""
