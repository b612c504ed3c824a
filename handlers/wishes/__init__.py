"""What people want in their own words: recognised, decided, answered, read back, passed on, or kept for the office.

`recognise` finds the nearest of the wishes that `data/catalogue.toml` lists, `deciding` whether that is sure enough and
what then; `answering` looks up, `changing` reads back before anything changes, `passing` hands on to who may. `masking`
takes names and numbers out of what is kept for learning. Sentences stand in `data/phrases/`, one file a subject.

Begin with `deciding`. May not know `understanding`, whose last reader this is.
"""
