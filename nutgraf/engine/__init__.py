"""Pure decisions over many items: what is new, a revision or a copy, which story it joins, what an editor's hand does.

What is known of one item alone: ``nutgraf.core``. Reading, writing and the clock: ``nutgraf.run``.
"""
