"""Media over a media server: what clients ask for, and the direct links that it replaces."""
