"""What Meet costs beside others, measured: `make bench` runs it all.

    __main__ ──▶ scenarios ──▶ loops ──▶ client        the load: this process, on a core of its own
             └─▶ servers ──▶ processes ──▶ apps        what is measured: one process, on the other
             └─▶ results ──▶ tables, picture           medians of the rounds

Every server hears the same bytes and is asked to answer with the same events, so that one client
serves them all.
"""
