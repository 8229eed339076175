"""Media over a media server: what clients ask for and measure, and the replaced direct links."""
