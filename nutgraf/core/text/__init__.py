"""Text as nutgraf keeps and compares it: characters, words, language, what changed between two states."""
