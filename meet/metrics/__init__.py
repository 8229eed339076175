"""Metrics in Prometheus' text format, at `/metrics`.

    presence, sockets           read at each scrape    ▶ live_values        ─┐
    joins, refusals, queries    counted there          ▶ signaling.metrics   ├─▶ exposition
    pages without a thread      timed there            ▶ pages               │
    event loop, events          timed now and then     ▶ sampling           ─┘

Labels are protocols, transports, codes, kinds of work and media servers, whose number is limited by
the code and the settings. No label contains a room, a person or the address of a person. The relay
of a message is not touched: values are read at the scrape, or timed for a sample of the events.
"""
