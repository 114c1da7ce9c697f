"""Forms on which the catalogue is kept."""
