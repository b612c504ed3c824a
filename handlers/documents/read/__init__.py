"""What strangers wrote: a file is opened, walked table by table, and understood as a plan, a roster or headcounts.

`received` says which. `opening` → `sheets`, `wordfile` or `plaintext` → a neutral document (`tables`); `walk` goes
through it by the headings of each kind (`headers`, `posts`, `counts_heading`); `plan`, `roster`, `headcounts` give
plain values with their problems. What is odd is told, never guessed. A file may be anything: sizes are bounded before
parsing, and nothing here reads the database.
"""
