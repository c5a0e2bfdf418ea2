"""How alike an article and a story are, as numbers and as one probability; compiled where there is a C compiler.

Which stories are compared, and what follows: ``stories``, ``story_index``. How its numbers are chosen:
bench/judge_stories.py.
"""
