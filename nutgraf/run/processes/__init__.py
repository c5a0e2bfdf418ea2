"""Work beside the rest: in processes that no item can harm, and in threads.

What is done in them: whoever hands them a function, such as ``nutgraf.run.ingest``.
"""
