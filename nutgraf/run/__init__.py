"""What drives the rest: rounds of collecting, imports, the filters, worker processes, removing, retrying.

What is decided: ``nutgraf.engine``; how a page or feed is read: ``nutgraf.core``; the network: ``nutgraf.net``.
"""
