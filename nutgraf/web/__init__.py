"""The desk in the browser and the JSON API: what is asked, who may ask, and what is shown.

Commands: ``nutgraf.cli``. What an edit comes to: ``nutgraf.engine.editing``. A site of files: ``nutgraf.publish``.
"""
