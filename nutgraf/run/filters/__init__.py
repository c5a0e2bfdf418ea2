"""The filters: rows in, rows out, each without a store.

How a file becomes captures or rows: ``nutgraf.run.inputs``; what is decided: ``nutgraf.core``, ``nutgraf.engine``.
"""
