"""Who may do what: role × unit × action, for every intent; what has no rule on purpose is refused."""

import importlib
import pkgutil
from datetime import date
from pathlib import Path

import pytest

from handlers import intents, rights, routing
from handlers.intents import answers, crowds, drafts, files, guide, me, people, posts, reports, talking, wishes
from handlers.intents.intent import Choosable, Intent
from handlers.routing import ROUTES
from storage.campaigns import Campaign, PlannedGroup
from storage.lookup import Campaigner, Who
from storage.records import Chat, Person, Post, Role, Unit
from tests.ward import ZONE, _settings

WARD, OTHER_WARD = Unit(1, "W", "ward", "Hà Cầu"), Unit(2, "V", "ward", "Phú La")
OWN, SIBLING, ELSEWHERE = (Unit(n, f"G{n}", "group", f"Tổ {n}") for n in (3, 4, 5))
ABOVE = {OWN: {WARD.id, 9}, SIBLING: {WARD.id, 9}, ELSEWHERE: {OTHER_WARD.id, 9}}  # 9: the district above both
PLAN = tuple(
    PlannedGroup(unit, frozenset({date(2024, 11, 9)}), frozenset({unit.id, *above})) for unit, above in ABOVE.items()
)
CAMPAIGN = Campaign(1, "c", WARD, "Chiến dịch", ZONE, date(2024, 11, 9), date(2024, 11, 30), 1, _settings(3))
ROLES = (Role.CLERK, Role.LEADER, Role.DEPUTY, Role.CAPTAIN, Role.VOLUNTEER, Role.OBSERVER)
PLACES = {"own": OWN, "sibling": SIBLING, "other ward": ELSEWHERE}


def telling(unit: Unit) -> reports.Report:
    return reports.Report((reports.Telling(unit.id, "2024-11-09", {"installed": 1}),))


def somebody(role: Role, unit: Unit) -> Campaigner:
    person = Person(1, "p", "Lê A", "", "bác", "em")
    return Campaigner(Chat(1, "web/p", "web"), person, (Post(1, role, unit),), PLAN, campaign=CAMPAIGN)


STRANGER = Who(Chat(1, "web/x", "web"))
GROUP = Who(Chat(1, "telegram/-1", "telegram"), private=False)
ERRAND = Who(Chat(1, "errand", "errand"))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
def test_figures_are_told_by_the_units_own_and_by_clerks_above(role: Role, place: str):
    at_group, at_ward = somebody(role, OWN), somebody(role, WARD)
    told = telling(PLACES[place])

    assert routing.may(at_group, told) is (place == "own" and role in {Role.LEADER, Role.DEPUTY, Role.CLERK})
    assert routing.may(at_ward, told) is (place != "other ward" and role is Role.CLERK)


def test_a_clerk_of_the_district_reaches_both_wards_and_one_of_the_next_ward_neither():
    district, next_ward = Unit(9, "D", "district", "Hà Đông"), Unit(8, "N", "ward", "La Khê")

    assert all(routing.may(somebody(Role.CLERK, district), telling(unit)) for unit in PLACES.values())
    assert not any(routing.may(somebody(Role.CLERK, next_ward), telling(unit)) for unit in PLACES.values())


def test_telling_of_two_units_needs_the_right_to_both():
    both = reports.Report((*telling(OWN).tellings, *telling(SIBLING).tellings))

    assert not routing.may(somebody(Role.LEADER, OWN), both)
    assert routing.may(somebody(Role.CLERK, WARD), both)


EVERYBODY = frozenset(ROLES)
CLERKS, HEADS = frozenset({Role.CLERK}), frozenset({Role.CLERK, Role.LEADER})
WRITERS = HEADS | {Role.DEPUTY}
# Who may want what, by post; the unit is looked up by the handler where an intent names one (see the dialogs below).
BY_ROLE: list[tuple[Intent, frozenset[Role]]] = [
    (answers.ShowStatus(), WRITERS | {Role.OBSERVER}),
    (reports.Keep(), WRITERS),
    (reports.HowToReport(), WRITERS),
    (reports.HowToCorrect(), WRITERS),
    (reports.Undo(), WRITERS),
    (people.Invite(), CLERKS),
    (people.ShowUnreached(), HEADS),
    (people.Vouch(1, OWN.id), HEADS),
    (people.Disown(1), HEADS),
    (crowds.PostSummary(wanted=True), CLERKS),
    (drafts.PasteDraft("plan", "09/11 Cầu Đơ 1"), CLERKS),
    (drafts.ShowDraft("roster"), CLERKS),
    (drafts.AnswerDraft("headcounts", 1, "theo quận"), CLERKS),
    (drafts.ReviewDraft(1), CLERKS),
    (drafts.SettleDoubt(1, 0, "same"), CLERKS),
    (drafts.AcceptDraft("roster", 1), CLERKS),
    (drafts.SpellOutDraft("plan", 1), CLERKS),
    (drafts.DropDraft("plan", 1), CLERKS),
    (posts.HandOver("", "", "2024-11-09"), HEADS),
    (posts.ConfirmHandOver(OWN.id, 1, 0), HEADS),
    (posts.KeepPosts(), HEADS),
    (posts.NameContact(""), HEADS),
    (posts.ShowContacts(), HEADS),
    (posts.ShowHistory(), WRITERS),
    *((wish, EVERYBODY) for wish in (me.ShowMe(), me.CallMe("bac"), me.AddChannel(), me.DropChannel(1))),
    *((wish, EVERYBODY) for wish in (me.ShowData(), me.EraseMe(), me.ConfirmErase(), me.Stay(), me.Withdraw())),
]


@pytest.mark.parametrize(("wish", "allowed"), BY_ROLE, ids=lambda one: type(one).__name__)
def test_a_wish_is_for_its_roles_and_no_stranger(wish: Intent, allowed: frozenset[Role]):
    assert {role for role in ROLES if routing.may(somebody(role, OWN), wish)} == allowed
    assert not routing.may(STRANGER, wish)


ANYBODY: list[Intent] = [
    *(talking.StartChat(), talking.Help(), talking.NotUnderstood(), talking.TooLate()),
    *(guide.ShowGuide(), wishes.Converse("greet"), wishes.Wonder("x"), wishes.PassOn("", "x")),
    *(people.ShareContact("0900000001", own=True), people.Enrol(1), people.NotMe()),
]


@pytest.mark.parametrize("wish", ANYBODY, ids=lambda one: type(one).__name__)
def test_a_first_word_is_anybodys(wish: Intent):
    assert routing.may(STRANGER, wish)
    assert routing.may(somebody(Role.VOLUNTEER, OWN), wish)


OURS: list[Intent] = [
    people.HandOutInvites(1, 1, "[]"),
    files.EndErrand(1),
    drafts.PreviewDraft("roster", 1, "c", 1, 1, "{}"),
]


@pytest.mark.parametrize("wish", OURS, ids=lambda one: type(one).__name__)
def test_results_of_errands_are_believed_from_ourselves_alone(wish: Intent):
    assert routing.may(ERRAND, wish)
    assert not any(routing.may(somebody(role, WARD), wish) for role in ROLES)
    assert not routing.may(STRANGER, wish)


def test_only_a_stranger_who_is_alone_with_us_introduces_themselves():
    wish = people.Introduce("tôi là An", "An")

    assert routing.may(STRANGER, wish)
    assert not routing.may(GROUP, wish)
    assert not routing.may(somebody(Role.CLERK, WARD), wish)


def test_every_intent_has_one_route():
    modules = (importlib.import_module(f"handlers.intents.{m.name}") for m in pkgutil.iter_modules(intents.__path__))
    known = {one for module in modules for one in vars(module).values() if isinstance(one, type)}

    rows = Path(routing.__file__).read_text("utf-8").count(" Route(")

    assert {one for one in known if issubclass(one, Intent)} - {Intent, Choosable} == set(ROUTES)
    assert rows == len(ROUTES)  # none stands twice


def test_what_anybody_may_is_listed_here_and_nowhere_else():
    platform = {
        files.Attach,
        talking.OfferOtherWay,
        crowds.Admit,
        crowds.FollowMove,
    }  # they answer a stranger with who we are, or not at all
    open_ = {kind for kind, route in ROUTES.items() if route.rule is rights.anyone}

    again = {reports.Amend}  # what it says now is asked about where that is known: test_edits_dialog.py
    assert open_ == {type(wish) for wish in ANYBODY} | platform | again
