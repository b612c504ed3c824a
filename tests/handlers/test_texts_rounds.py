"""Every text about dated rounds, rendered with every pair of address words: whole, safe, short enough."""

from datetime import date

from handlers.counts import texts as counts_texts

DUE = date(2024, 11, 12)


def test_a_return_that_is_of_no_round_is_named_by_its_day():
    assert counts_texts.name_of(None, DUE) == "kỳ hạn 12/11"


def test_what_a_plan_does_not_change_about_the_rounds_is_not_told():
    assert counts_texts.with_plan(2, 0, 1) == "Kỳ báo cáo của các đơn vị không đi buổi tối: giao thêm 2 · bớt 1."
    assert counts_texts.with_plan(0, 0, 0) == ""
