"""What is handed out as a file: letters, tables, pictures, templates.

`asking_papers` reads what is wanted; `handouts` orders it and hands it over when it is made. What a file holds is
gathered here as plain values (`papers`, `exports`, `district_form`, `pictures`, `letter`), so that caption and file
agree; the document worker draws it (`documents`, which this room may not know).

Begin with `handouts`, then `letter`.
"""
