"""What stands in the way: raised beside a count or in plain words, owned, climbing by the clock, answered back.

`words` says what a message raises, `deeds` what the office says to it (both pure); `raising` records and asks only for
what is missing; `office` shows, takes over and answers; `telling` words what the clock has put
(`schedules/difficulties.py`).

Begin with `words`.
"""
