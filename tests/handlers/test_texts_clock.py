"""The texts of evenings, shifts and the ward office: whole, polite, short enough for the smallest channel."""

from handlers.tonight import texts as tonight_texts
from storage.records import Person


def test_who_shares_a_name_is_called_by_two_words():
    some = [Person(n, str(n), name, "", "bạn", "em") for n, name in enumerate(["Lê An", "Vũ Hoài An", "Đỗ Mai Anh"])]

    assert tonight_texts.names(some) == ["Lê An", "Hoài An", "Mai Anh"]
    assert tonight_texts.names(some[1:2]) == ["An"]
