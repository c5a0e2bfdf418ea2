"""nutgraf for programs and notebooks: the functions behind the filters and the desk, under the names of the package.

``nutgraf/__init__.py`` says which name is where; each module here loads only what its own names need.
"""
