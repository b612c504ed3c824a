"""What a word or a few words do in a message of counts: the tags of pieces, by name as in the standard `token` module.

Compared by identity, and no Enum: a message asks for them some thousand times, and until Python 3.12 a member of an
Enum is ten times as slow to come by as the constant of a module.
"""

from typing import NewType

Tag = NewType("Tag", str)

NUMBER = Tag("number")
TRAP = Tag("trap")  # a number that is no result: a telephone, a house, an hour
GROUP = Tag("group")
DATE = Tag("date")
INDICATOR = Tag("indicator")
PERHAPS = Tag("perhaps")  # one of several indicators; settled before the clauses are cut
VISIT = Tag("visit")  # went to, knocked at: counts households
STOP = Tag("stop")  # end of a sentence or line
BREAK = Tag("break")  # comma, bullet, "and"
LINK = Tag("link")  # joins a word and its number: colon, "is", "got"
GOT = Tag("got")
UNKNOWN = Tag("unknown")
FILL = Tag("fill")
PEOPLE = Tag("people")
HOUSE = Tag("house")
THING = Tag("thing")  # counted things that are no result
BEFORE_TRAP = Tag("before_trap")  # alley, floor, code: the next number is no result
HELPER = Tag("helper")
NOT = Tag("not")
NOT_YET = Tag("not_yet")
NOBODY = Tag("nobody")
ABOUT = Tag("about")  # before a number
OR_SO = Tag("or_so")  # after a number
VAGUE = Tag("vague")
UNSURE = Tag("unsure")
TO = Tag("to")
RANGE = Tag("range")
OR = Tag("or")
FUTURE = Tag("future")
QUESTION = Tag("question")
ELSEWHERE = Tag("elsewhere")
REQUEST = Tag("request")
TARGET = Tag("target")
SO_FAR = Tag("so_far")  # several evenings in one figure
TOTAL = Tag("total")
PART = Tag("part")
WITHIN = Tag("within")  # what stands before was a part
ASIDE = Tag("aside")  # what happened to those counted, and is no indicator: they opened the door
OUT_OF = Tag("out_of")
EQUALS = Tag("equals")
PLUS = Tag("plus")
ADD = Tag("add")
MORE = Tag("more")
LESS = Tag("less")
MISTAKE = Tag("mistake")
SWAP = Tag("swap")  # two figures changed places
CHANGE = Tag("change")
INSTEAD = Tag("instead")  # "and not"
RIGHT = Tag("right")
STILL = Tag("still")
REPORT = Tag("report")
OVER = Tag("over")
LATER = Tag("later")
ALSO = Tag("also")
HEAD = Tag("head")  # column of a table that is no indicator
SUSPECT = Tag("suspect")  # undoes the meaning of the figure: uninstalled, again
SUCCESS = Tag("success")
TONIGHT = Tag("tonight")

BY_NAME = {name: value for name, value in list(globals().items()) if name.isupper()}
