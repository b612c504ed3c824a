"""Which function words which kind of message, when it is leased."""

from collections.abc import Awaitable, Callable, Sequence

from handlers import crowds, reaching
from handlers.announcing import sending
from handlers.counts import conflicts, slips
from handlers.difficulties import telling
from handlers.people import contacts
from handlers.planning import catching_up
from handlers.progress import answers
from handlers.shifts import pasting, places, shift_words
from handlers.tonight import closeout, evening, ladder
from handlers.ward_office import deadlines, digest
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.sending import Made, Waiting

Recipe = Callable[[Rows, Sequence[Waiting], Instant, Ids], Awaitable[dict[int, Made]]]

RECIPES: dict[str, Recipe] = {
    "status": answers.word,
    "owed": answers.word,
    "bands": answers.word,
    "pushes": answers.word,
    "outcome": reaching.word_outcome,
    "announcement": sending.word,
    "progress": sending.word_progress,
    "receipt": sending.word_receipt,
    "team": evening.word_team,
    "opening": evening.word_opening,
    "closeout": closeout.word,
    "again": closeout.word_again,
    "deputy": closeout.word_deputy,
    "missing": closeout.word_missing,
    "difficulty": telling.word,
    "radar": telling.word_radar,
    "excuse": ladder.word_excuse,
    "conflict": conflicts.word,
    "slip": slips.word,
    "summary": crowds.word,
    "digest": digest.word,
    "paper": deadlines.word_paper,
    "letter": deadlines.word_letter,
    "round": deadlines.word_round,
    "catchup": catching_up.word,
    "contacts": contacts.word,
    "cadence": deadlines.word_cadence,
    "outreach": deadlines.word_outreach,
    "places": places.word_places,
    "vacancy": places.word_vacancy,
    "paste": pasting.word,
    "shift": shift_words.word_shift,
    "remind": shift_words.word_remind,
    "moved": shift_words.word_moved,
    "called_off": shift_words.word_called_off,
    "swap": shift_words.word_swap,
}
