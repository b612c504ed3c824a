"""Wishes in free words: how many are served, by role, on sentences that were not learnt; and what each may never do."""

import time
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from handlers.intents.wishes import AskAbout, Converse, PassOn, ReadBack, Wonder
from handlers.wishes import catalogue, deciding, recognise
from storage.campaigns import Campaign, PlannedGroup
from storage.lookup import Campaigner, OwnUnit
from storage.records import Chat, Person, Post, Role, Unit
from storage.settings import CampaignSettings
from tests.ward import ZONE, _settings, clock_time

WARD, GROUP = Unit(1, "W", "ward", "Hà Cầu"), Unit(2, "G", "group", "Cầu Đơ 1")
ROLES = {letter: role for role, letter in catalogue.LETTERS.items()}
TONIGHT = clock_time("20:00")


def campaign() -> Campaign:
    settings: CampaignSettings = _settings(3)
    return Campaign(1, "c", WARD, "iHanoi Hà Cầu", ZONE, date(2024, 11, 9), date(2024, 11, 30), 1, settings)


PLAN = (PlannedGroup(GROUP, frozenset({date(2024, 11, 9), date(2024, 11, 12)}), frozenset({1, 2})),)


@cache
def somebody(letter: str) -> Campaigner:
    role = ROLES[letter]
    unit = GROUP if role in {Role.LEADER, Role.DEPUTY} else WARD
    person = Person(1, "p", "Lê A", "", "bác", "em")
    force = "youth" if role in {Role.CAPTAIN, Role.VOLUNTEER} else None
    own = {GROUP.id: OwnUnit(GROUP)} if unit is GROUP else {}
    posts = (Post(1, role, unit, force),)
    return Campaigner(Chat(1, "web/p", "web"), person, posts, PLAN, own, campaign=campaign())


def outcome(wish: str, letter: str, decided: deciding.Decided, words: str) -> str:
    who = somebody(letter)
    if isinstance(decided.intent, Wonder):
        return "one tap" if wish in decided.intent.wishes else "choices without it" if decided.intent.wishes else "dead"
    if decided.intent == deciding.meant(wish, words, who, TONIGHT):
        return "served"
    if wish in decided.beneath:
        return "one tap"
    return "other"


LETTER = {"hoi": "L", "tam": "D", "dung": "V", "son": "C", "lan": "K", "chu": "O"}


def requests(name: str) -> list[tuple[str, frozenset[str], str]]:
    """(who, wishes that would be right, words), in files of requests that the reader is not taught."""
    lines = (Path(__file__).parent.parent / "data" / f"wishes_{name}.txt").read_text("utf-8").splitlines()
    told = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(LETTER[key], frozenset(wishes.split("+")), words) for key, wishes, words in told]


# Of our own hand, and of three hands that had not seen the reader: what is reached, the aim is 0.75, 0.9 and 0.03.
@pytest.mark.parametrize(
    ("name", "size", "firsts", "threes", "served", "tapped", "dead"),
    [("own", 150, 0.95, 0.99, 0.85, 0.95, 0.03), ("unseen", 226, 0.73, 0.92, 0.58, 0.84, 0.03)],
)
def test_requests_that_were_never_taught_are_found_and_few_are_dead_ends(
    name: str, size: int, firsts: float, threes: float, served: float, tapped: float, dead: float
):
    lines, first, three = requests(name), 0, 0
    ends: Counter[str] = Counter()
    for letter, wishes, words in lines:
        who = somebody(letter)
        allowed = catalogue.theirs(who) | wishes
        found = [wish for wish, _ in recognise.read(words, allowed).wishes[:3]]
        first += bool(wishes & set(found[:1]))
        three += bool(wishes & set(found))
        decided = deciding.decide(words, who, TONIGHT)
        ends[min((outcome(wish, letter, decided, words) for wish in wishes), key=BEST.index)] += 1

    assert len(lines) >= size
    assert first >= firsts * len(lines)
    assert three >= threes * len(lines)
    assert ends["served"] >= served * len(lines), ends
    assert ends["served"] + ends["one tap"] >= tapped * len(lines), ends
    assert ends["dead"] <= dead * len(lines), ends


BEST = ["served", "one tap", "choices without it", "other", "dead"]


# Sentences that looked like an order once, and were none: a question, a no, somebody else's, a word that is no name.
NO_ORDERS = [
    ("L", "Ngày mai bác được nghỉ hay phải đi vận động"),
    ("L", "tối mai trời mưa thì có hoãn không cháu?"),
    ("L", "hôm nay không nghỉ nữa nhé"),
    ("D", "bác Bình ốm nên tôi thay bác ấy tối nay"),
    ("L", "bác ốm quá, nhờ cô phó làm thay"),
    ("L", "tối nay thiếu người thì báo ai"),
    ("L", "xin số điện thoại cô ở phường"),
    ("C", "tôi muốn rời khỏi đây và xoá sạch thông tin"),
    ("C", "tối mai ai đi vậy em"),
    ("C", "cả phường được bao nhiêu rồi"),
    ("C", "lịch của lực lượng tôi tuần này"),
    ("C", "có nên cử thêm người không em?"),
    ("C", "cảm ơn em nhiều"),
]


@pytest.mark.parametrize(("letter", "words"), NO_ORDERS)
def test_what_is_no_order_acts_by_nothing(letter: str, words: str):
    decided = deciding.decide(words, somebody(letter), TONIGHT)

    assert isinstance(decided.intent, AskAbout | Converse | PassOn | ReadBack | Wonder) or not any(
        isinstance(decided.intent, kind) for kind in deciding.ACTING
    )


UNFIT = [
    ("đm bọn mày phiền vãi", "abuse"),
    ("KHUYẾN MÃI vay vốn lãi suất thấp gọi ngay", "advert"),
    ("Hello, can you speak English please?", "foreign"),
    ("你好，请问你是谁", "foreign"),
    ("Theo báo Tuổi Trẻ: cả nước có 42 triệu người cài ứng dụng https://vd.vn/1", "forwarded"),
    ("cài " * 300, "too_long"),
]


@pytest.mark.parametrize(("words", "kind"), UNFIT)
@pytest.mark.parametrize("letter", ROLES)
def test_what_is_nobodys_wish_has_a_short_answer(letter: str, words: str, kind: str):
    assert deciding.decide(words, somebody(letter), TONIGHT) == deciding.Decided(Converse(kind))


@pytest.mark.parametrize("letter", LETTER.values())
def test_what_is_nothing_but_figures_or_nobodys_wish_is_no_wish(letter: str):
    """`suwra laji thafnh 19 n👩gu²wow👧if` of a stranger was nothing else, and was set aside."""
    for shares in ((("count", 1.0),), (("none", 0.6), ("count", 0.4)), (("count", 0.999), ("history", 0.001))):
        decided = deciding.by(recognise.WishReading(shares, (), ()), "suwra 19", somebody(letter), TONIGHT)
        assert decided == deciding.Decided(Wonder("suwra 19"))


def test_every_wish_has_sentences_a_choice_and_an_end():
    sentences = {one.wish for one in recognise.sentences()}
    for wish, entry in catalogue.entries().items():
        if not entry.who:
            continue
        assert wish in sentences
        assert entry.said, wish
        for letter in ROLES:
            assert deciding.meant(wish, "x", somebody(letter), TONIGHT)


def test_what_turns_the_other_round_is_on_the_screen_too():
    choices = deciding._choices([("cannot_go", 0.3), ("later", 0.29), ("thank", 0.2), ("greet", 0.1)])

    assert {"cannot_go", "can_go"} <= set(choices)


def test_the_data_stand_in_the_package():
    package = tomllib.loads(files("handlers").joinpath("../pyproject.toml").read_text("utf-8"))
    shipped = package["tool"]["setuptools"]["package-data"]["handlers"]

    assert {"wishes/data/*.*", "wishes/data/phrases/*.txt", "guide/data/*.toml"} <= set(shipped)
    assert files("handlers.wishes").joinpath("data", "catalogue.toml").is_file()
    assert files("handlers.guide").joinpath("data", "any.toml").is_file()


def test_a_word_with_accents_is_no_other_word():
    """'Cầu Đơ' is a place and not a machine that hangs, 'anh' no picture, 'tối' no 'tôi'."""
    assert "app_err" not in recognise.read("tối nay Cầu Đơ 4 được mấy người rồi").ideas
    assert "picture" not in recognise.read("cho anh hỏi chút").ideas
    assert "picture" in recognise.read("cho xin cai anh tien do").ideas


def test_names_stand_for_any_place_and_any_person():
    places = ("Khu phố 3", "Thôn Đoài")
    assert recognise.PLACE in recognise.read("kp3 được bao nhiêu rồi", (), places).ideas
    assert recognise.PLACE in recognise.read("Thôn Đoài làm đến đâu rồi", (), places).ideas
    assert recognise.PERSON in recognise.read("nhắc bác Tám báo số", (), places).ideas
    assert recognise.PERSON not in recognise.read("mai tổ mình đi chưa", (), places).ideas


def test_what_is_read_with_was_taught_with_these_sentences_and_ideas():
    """`python -m bench.wish_weights` teaches anew; it takes a minute or two."""
    assert recognise.weights().version == recognise.fingerprint()
    assert set(recognise.weights().wishes) == {one.wish for one in recognise.sentences()}


def pairs(words: str) -> set[tuple[str, str]]:
    plain = recognise.words_of(words).plain
    return set(pairwise(plain))


def test_no_request_that_is_kept_back_is_taught_in_other_words():
    """Half of its pairs of words in a sentence that is taught, and what is reported of it is worth nothing."""
    kept = [(words, pairs(words)) for _, _, words in requests("unseen")]
    taught = [(one, pairs(one.words)) for one in recognise.sentences()]
    near = [
        f"{one.hand}: {one.words} | {words}"
        for words, kept_pairs in kept
        if len(kept_pairs) > 2
        for one, taught_pairs in taught
        if 2 * len(kept_pairs & taught_pairs) >= len(kept_pairs | taught_pairs)
    ]
    assert not near


def test_a_wish_is_read_quickly():
    recognise.read("chào")
    begun = time.process_time()
    recognise.read("cho bác hỏi tổ mình được bao nhiêu rồi " * 100)
    assert time.process_time() - begun < 0.05


def test_a_wish_that_is_answered_in_words_needs_no_more_than_its_block():
    wish = "other_business"
    code = [path for path in Path(catalogue.__file__).parents[1].rglob("*.py") if wish in path.read_text("utf-8")]

    assert not code
    assert catalogue.says()[wish]
    decided = deciding.decide("cho hỏi thủ tục khai sinh cho cháu", somebody("L"), TONIGHT)
    assert decided.intent == Converse(wish)
