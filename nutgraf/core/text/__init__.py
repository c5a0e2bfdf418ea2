"""Text as nutgraf keeps and compares it: characters, words, language, what changed between two states.

Bytes to text: ``formats.charset``; what two texts share: ``fingerprint``.
"""
