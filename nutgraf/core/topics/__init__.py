"""An editor's topics: their files, their keywords in a text, and the tags that follow.

Reading the folder of files: ``nutgraf.run``. What an outlet files an article under: ``fields.sections``.
"""
