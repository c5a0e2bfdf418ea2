"""``nutgraf run``: rounds of collecting what sources list, in an order that no answer’s time can change.

What is made of what was taken: ``nutgraf.run.ingest``; the requests: ``nutgraf.net``.
"""
