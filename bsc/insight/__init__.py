"""Statistics on series: natural variation, seasons, forecasts. Pure: no clock, no database."""
