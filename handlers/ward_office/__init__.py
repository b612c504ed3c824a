"""The ward office's own work: the morning digest, what is due, whom to call, an urgent word, how the house is.

`digest` and `deadlines` are recipes of the clock, `calling` the list of who can only be told by telephone, `office`
what the clerk asks for, `office_words` what only a clerk's line may mean.

Begin with `digest`.
"""
