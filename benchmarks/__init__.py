"""Measurements of Meet beside other servers; `make bench` runs all of them.

    __main__ ──▶ scenarios ──▶ loops ──▶ client        the load: this process, on a core of its own
             └─▶ servers ──▶ processes ──▶ apps        the server: one process, on the other core
             └─▶ results ──▶ tables, picture           medians of the rounds

Every server receives the same bytes and answers with the same events. One client therefore works
with all of them.
"""
