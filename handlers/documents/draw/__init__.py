"""What we hand out: letters from their templates, tables, workbooks, pictures, cards, the campaign's form.

Each module has one `draw`, which gives the same bytes for the same data. Nothing here knows `documents/read`.
"""
