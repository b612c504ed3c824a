"""Places of evenings and the people who fill them: captains assign, people answer, what is open is offered on.

`places` shows what is open, `assigning` fills it (never against a no, an absence or another shift), `shift_answers` is
coming or not, `answering_for` a captain's word for people without an account, `away` days off, `fairness` who is next.

Begin with `assigning.assign`. May not know the office nor how people are enrolled.
"""
