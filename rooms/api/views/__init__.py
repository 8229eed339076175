"""The calls, a module for each thing they are about."""
