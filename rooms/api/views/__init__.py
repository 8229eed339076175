"""The API views, in one module per subject."""
