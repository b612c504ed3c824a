"""The language room: what a line of Vietnamese is made of, read once, for chat and for documents alike.

From the text to lexemes: `tokens` cuts words with their place kept, `spelling` puts right what thumbs and input
methods leave, `numbers`, `dates`, `groups`, `phrases` and `scan` say what each word is; `unit_names`, `titles`,
`people_names` and `night_lines` know units, posts, people and nights. What is made of it (figures: `reader`; deeds:
the other rooms) is not known here. Imports nothing of `handlers` but itself. Begin with `tokens` and `scan`.
"""
