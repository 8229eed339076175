"""Actions of visitors who are paired at random."""
