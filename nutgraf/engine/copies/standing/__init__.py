"""What an outlet, or a house of several, prints under many of its articles: it says nothing of any of them.

Teasers, menus, a company's note under each of its announcements. Which articles are copies: ``nutgraf.engine.copies``.
"""
