"""Files: what others wrote is read, what we hand out is drawn. Only the document worker opens this room.

Reading: `opening` → `spreadsheet`, `wordfile` or `plaintext` → rows → `plan`, `roster`, `headcounts`, each giving plain
values with their doubts and places; what is odd is told, never guessed. Drawing: `sheet`, `paper`, `pictures`,
`template`, `cards`, `campaign_form`.

Begin with `plan`. A stranger's file may be anything: sizes are bounded before parsing, nothing here reads the database.
"""
