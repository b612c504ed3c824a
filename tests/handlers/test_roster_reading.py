"""Which posts a row of a roster gives, and what the answers to its doubts make of it."""

import pytest

from handlers.people import roster_reading as reading
from handlers.people.read_roster import ReadPerson, ReadRoster
from handlers.people.roster_reading import DoubtChoice, RosterDraft, WantedPost
from handlers.problem import Problem
from storage.records import Role

UNITS = ("A", "B", "Chung cư")


def row(place: int, role: str, said: str, *groups: str, name: str = "", phone: str | None = None) -> ReadPerson:
    return ReadPerson(row=place, name=name or f"Lê Văn {place}", role=role, role_text=said, groups=groups, phone=phone)


def draft(*rows: ReadPerson, doubts: tuple[Problem, ...] = (), **chosen: DoubtChoice) -> RosterDraft:
    answers = {int(place.removeprefix("d")): choice for place, choice in chosen.items()}
    return RosterDraft(read=ReadRoster(people=rows, problems=doubts), chosen=answers)


@pytest.mark.parametrize(
    ("role", "said", "groups", "wanted"),
    [
        ("leader", "Tổ trưởng TDP", ("A",), WantedPost(Role.LEADER, "A")),
        ("leader", "Tổ trưởng Tổ CĐSCĐ", ("Chung cư",), WantedPost(Role.LEADER, "Chung cư")),
        ("leader", "Tổ trưởng Tổ CĐSCĐ", (), WantedPost(Role.CAPTAIN, None, "digital")),
        ("deputy", "Tổ phó", ("A",), WantedPost(Role.DEPUTY, "A")),
        ("youth", "Bí thư Đoàn phường", (), WantedPost(Role.CAPTAIN, None, "youth")),
        ("youth", "ĐVTN", ("A",), WantedPost(Role.VOLUNTEER, "A", "youth")),
        ("militia", "Phó Chỉ huy trưởng Quân sự", (), WantedPost(Role.CAPTAIN, None, "militia")),
        ("militia", "DQTT", (), WantedPost(Role.VOLUNTEER, None, "militia")),
        ("digital", "Thành viên Tổ CĐSCĐ", ("A",), WantedPost(Role.VOLUNTEER, "A", "digital")),
        ("culture", "Cán bộ VH-TT", (), WantedPost(Role.CAPTAIN, None, "culture")),
        ("police", "CSKV", ("A",), WantedPost(Role.VOLUNTEER, "A", "police")),
        ("clerk", "Công chức Văn phòng", (), WantedPost(Role.CLERK, None)),
        ("member", "Phó Chủ tịch UBND phường", (), WantedPost(Role.OBSERVER, None)),
        ("member", "Chủ tịch Hội Phụ nữ", (), WantedPost(Role.VOLUNTEER, None, "members")),
        ("member", "Hội viên", ("A",), WantedPost(Role.VOLUNTEER, "A", "members")),
    ],
)
def test_a_row_gives_a_post(role: str, said: str, groups: tuple[str, ...], wanted: WantedPost):
    (one,) = reading.people(draft(row(1, role, said, *groups)), UNITS)

    assert one.posts == [wanted]


def test_beside_a_head_the_head_of_the_digital_team_leads_that_team_alone():
    _, second = reading.people(
        draft(row(1, "leader", "Tổ trưởng", "A"), row(2, "leader", "Tổ trưởng tổ CNS", "A")), UNITS
    )

    assert second.posts == [WantedPost(Role.CAPTAIN, "A", "digital")]


def test_a_head_of_no_known_group_gets_no_post():
    (one,) = reading.people(draft(row(1, "leader", "Tổ trưởng")), UNITS)

    assert (one.posts, one.unplaced) == ([], True)


def test_a_group_that_the_ward_has_no_more_places_nobody():
    head, helper = reading.people(draft(row(1, "leader", "Tổ trưởng", "A"), row(2, "youth", "ĐVTN", "A", "B")), ["B"])

    assert (head.posts, head.unplaced) == ([], True)
    assert [post.unit for post in helper.posts] == ["B"]


def test_several_groups_are_several_posts():
    (one,) = reading.people(draft(row(1, "youth", "ĐVTN", "A", "B")), UNITS)

    assert [post.unit for post in one.posts] == ["A", "B"]


def test_the_same_name_and_number_is_one_person_with_two_posts():
    rows = [
        row(n, role, "", "A", name=name, phone="0900000001")
        for n, role, name in ((1, "youth", "Lê A"), (2, "militia", "LÊ A"))
    ]

    assert [len(one.posts) for one in reading.people(draft(*rows), UNITS)] == [2]


@pytest.mark.parametrize(
    ("doubt", "choice", "phone", "groups"),
    [
        (Problem((1,), kind="phone_invalid", suggest="0900000127"), DoubtChoice.SUGGESTED, "0900000127", ["A"]),
        (Problem((1,), kind="phone_invalid", suggest="0900000127"), DoubtChoice.EMPTY, None, ["A"]),
        (Problem((1,), kind="unknown_group", match="Bb", suggest="B"), DoubtChoice.SUGGESTED, None, ["A", "B"]),
        (Problem((1,), kind="similar_name", match="Á", suggest="A"), DoubtChoice.EMPTY, None, [None]),
        (Problem((1,), kind="similar_name", match="Á", suggest="A"), DoubtChoice.AS_READ, None, ["A"]),
    ],
)
def test_an_answer_settles_its_doubt(doubt: Problem, choice: DoubtChoice, phone: str | None, groups: list[str | None]):
    told = draft(row(1, "youth", "ĐVTN", "A"), doubts=(doubt,), d0=choice)

    (one,) = reading.people(told, UNITS)
    assert (one.phone, [post.unit for post in one.posts]) == (phone, groups)
    assert reading.open_doubts(told) == []


def test_what_has_no_choice_is_not_asked():
    doubts = tuple(
        Problem((1,), kind=kind) for kind in ("phone_missing", "phone_shared", "duplicate_person", "unknown_group")
    )

    assert reading.open_doubts(draft(row(1, "youth", ""), doubts=doubts)) == []
