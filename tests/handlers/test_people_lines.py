"""Short lines about an evening's people: what is read, what is left alone, who is meant by a name."""

import unicodedata

import pytest

from handlers.language import people_names
from handlers.tonight import people_lines
from handlers.tonight.people_lines import AllHere, ForDays, PutOff, SomeMissing

ROSTER = [
    (1, "Vũ Hoài An"),
    (2, "Lê Thanh Bình"),
    (3, "Phạm Văn Cường"),
    (4, "Nguyễn Mai Anh"),
    (5, "Trần Mai Phương"),
    (6, "Hoàng Hải"),
]


@pytest.mark.parametrize(("said", "read"), [
    ("đủ", AllHere()),
    ("Đủ cả nhé", AllHere()),
    ("15 phút nữa", PutOff(15)),
    ("30p nữa bác báo", PutOff(30)),
    ("nửa tiếng nữa", PutOff(30)),
    ("lát bác báo", PutOff(None)),
    ("nghỉ 3 ngày", ForDays(3)),
    ("/nghi 1 tuan", ForDays(7)),
    ("vắng Cường", SomeMissing()),
    ("tối nay nghỉ à?", None),
    ("mưa to quá", None),
    ("vắng 6 nhà", None),
    ("cảm ơn cháu", None),
    ("", None),
    ("x" * 500, None),
])  # fmt: skip
def test_a_line_is_read(said: str, read: object):
    assert people_lines.read(said) == read


@pytest.mark.parametrize(("said", "who"), [
    ("an binh cuong mai", [(1,), (2,), (3,), (4, 5)]),
    ("An, Bình và Hải", [(1,), (2,), (6,)]),
    ("anh Cường, mai phương", [(3,), (5,)]),
    ("hai bạn An với Bình", [(1,), (2,)]),
    ("Ân", []),
])  # fmt: skip
def test_names_mean_people(said: str, who: list[tuple[int, ...]]):
    assert [name.people for name in people_names.names_in(said, ROSTER).names] == who


@pytest.mark.parametrize(("said", "clauses"), [
    ("vang cuong, hai xin nghi", [("absent", 3), ("excused", 6)]),
    ("Cường, Hải xin nghỉ", [("absent", 3), ("excused", 6)]),
    ("vắng An, có phép", [("excused", 1)]),
])  # fmt: skip
def test_who_is_missing(said: str, clauses: list[tuple[str, int]]):
    read = people_names.missing(said, ROSTER)

    assert [(one.verb, one.names[0].people[0]) for one in read] == clauses


@pytest.mark.parametrize(("said", "clauses"), [
    ("An, Bình đi; Cường bận", {"going": [1, 2], "busy": [3]}),
    ("đi: An. bận: Cường", {"going": [1], "busy": [3]}),
    ("cường ko đi đc, an đi được", {"busy": [3], "going": [1]}),
])  # fmt: skip
def test_who_comes(said: str, clauses: dict[str, list[int]]):
    read = people_names.coming(said, ROSTER)

    assert {one.verb: [name.people[0] for name in one.names] for one in read} == clauses


def test_a_word_that_is_nobodys_name_is_told():
    assert people_names.names_in("an, tuấn", ROSTER).unknown == ("tuấn",)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Dũng", (1,)),
        ("dung", (1, 2)),
        ("Thuỳ Dung", (2,)),
        ("Mai", (3, 4)),
        ("Trần Mai", (4,)),
        ("Văn", ()),
        (unicodedata.normalize("NFD", "DŨNG"), (1,)),
        ("Hà", ()),
    ],
)
def test_a_name_with_accents_is_that_name_and_several_may_be_meant(name, meant):
    roster = [(1, "Lê Văn Dũng"), (2, "Đỗ Thuỳ Dung"), (3, "Nguyễn Mai Anh"), (4, "Trần Mai")]
    assert people_names.called(name, roster) == meant
