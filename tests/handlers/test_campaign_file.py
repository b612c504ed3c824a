"""A campaign file: what ships can be read, and everything that is wrong in one is named at once, line by line."""

import re
from importlib.resources import files

import pytest

from handlers.campaigns import campaign_summary, toml_places
from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns.campaign_file import read_toml
from handlers.campaigns.campaign_rules import RuleFault

SAMPLE = files("bot").joinpath("sample", "campaign.toml").read_text("utf-8")
VNEID = files("bot").joinpath("sample", "vneid.toml").read_text("utf-8")


def told(text: str) -> list[str]:
    found = read_toml(text)
    places = [campaigns_texts.line(toml_places.line_of(found.lines, fault.path)) for fault in found.faults]
    return [campaigns_texts.fault(one, place) for one, place in zip(found.faults, places, strict=True)]


@pytest.mark.parametrize("text", [SAMPLE, VNEID], ids=["ihanoi", "vneid"])
def test_the_campaigns_that_ship_are_without_fault(text: str):
    assert told(text) == []


def test_every_setting_of_the_sample_is_written_and_not_assumed():
    """So that the template shows all there is."""
    file = read_toml(SAMPLE).file

    assert file is not None
    assert file.settings.model_fields_set >= set(type(file.settings).model_fields) - {"rounds"}
    assert file.settings.timetable.model_fields_set == set(type(file.settings.timetable).model_fields)


def test_all_faults_are_told_at_once_in_the_order_of_their_lines():
    broken = SAMPLE
    for was, becomes in [
        ('asks = "21:25"', 'asks = "25:00"'),
        ('ends = "21:30"', 'ends = "19:00"'),
        ("number = 9", "number = -1"),
        ("percent = 50", 'percent = "nửa"'),
        ("[quiet]", "[quite]"),
        ('indicator = "installed", value = 201', 'indicator = "instaled", value = 201'),
    ]:
        assert was in broken
        broken = broken.replace(was, becomes, 1)

    said = told(broken)

    numbers = [int(line.split(",")[0].removeprefix("dòng ")) for line in said]
    assert numbers == sorted(numbers)
    for part in (
        "«25:00» không phải giờ trong ngày",
        "giờ kết thúc 19:00 lại trước giờ bắt đầu 19:30",
        "«-1» nhỏ quá",
        "«nửa» phải là số",
        "«quite», có phải «quiet»?",
        "không có chỉ tiêu nào mã «instaled»",
    ):
        assert any(part in line for line in said), part
    assert len(said) == 6


LEVEL2 = VNEID.replace('words = ["định danh mức 2", "định danh", "mức 2", "đdđt", "cấp mức 2"]', "words = [WORDS]")


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ('"mức 2", "m2"', 0, ""),
        ('"mức 2", "người"', 28, "tin «người 31» đọc ra chưa đúng chỉ tiêu này, xin thay từ «người»"),
        ('"vắng"', 28, "xin thay từ «vắng»"),
        ('"2"', 28, "xin thay từ «2»"),
        ('"đi"', 28, "xin thay từ «đi»"),
        ('"hôm nay"', 28, "xin thay từ «hôm nay»"),
        ('"giấy tờ"', 32, "từ «giấy tờ» đã dùng cho chỉ tiêu «level2»"),
    ],
)
def test_every_name_and_word_is_read_back(words: str, line: int, said: str):
    """A word that would not be read as meant is told with its line, before anybody is taught it."""
    found = told(LEVEL2.replace("WORDS", words))

    assert [one for one in found if said in one and one.startswith(f"dòng {line}")] if said else not found
    assert len(found) <= 1


def test_a_name_that_is_read_as_something_else_is_told():
    found = told(
        VNEID.replace(
            'name = "Tích hợp giấy tờ"\nwords = ["tích hợp giấy tờ", "tích hợp", "giấy tờ"]', 'name = "Hộ vắng"'
        )
    )

    assert any("«Hộ vắng» đọc ra chưa đúng" in one or "chưa đúng chỉ tiêu «Hộ vắng»" in one for one in found)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("starts = 2024-11-09\n", "", "còn thiếu mục «starts»"),
        ("ends = 2024-11-30", "ends = 2024-11-01", "ngày kết thúc 01/11/2024 lại trước ngày bắt đầu 09/11/2024"),
        ("by = 2024-11-30", "by = 2025-06-30", "ngày 30/06/2025 nằm ngoài đợt"),
        ('code = "activated"', 'code = "installed"', "«installed» đã có ở trên"),
        ('code = "stuck"', 'code = "Kẹt máy"', "mã «Kẹt máy» chỉ được có chữ không dấu"),
        ('measure = "smartphone15"\npercent', 'measure = "trẻ em"\npercent', "«trẻ em» không có trong danh sách"),
        ('force = "militia"', 'force = "bộ đội"', "«bộ đội» không có trong danh sách"),
        ('asks_deputy = "22:00"', 'asks_deputy = "21:40"', "giờ nhắc tổ phó 21:40 lại trước giờ nhắc lại 21:45"),
        ('since = "22:30"', 'since = "22:00"', "giờ im lặng 22:00 lại trước giờ tính là muộn 22:15"),
        ("alarm_after = 72", "alarm_after = 12", "báo động sau 12 giờ"),
        *(
            ("at_least = 6\n", f"at_least = 6\n{line}\n", said)
            for line, said in (
                ("since = 2024-11-20\nuntil = 2024-11-18", "đến ngày 18/11/2024 trước từ ngày 20/11/2024"),
                ("since = 2024-10-20", "ngày 20/10/2024 nằm ngoài đợt (09/11 – 30/11/2024)"),
                ("until = 2024-12-20", "ngày 20/12/2024 nằm ngoài đợt"),
                ("draft_after = 40", "báo động sau 28 giờ thì phải muộn hơn bản nháp sau 40 giờ"),
                ("alarm_after = 800", "«800» lớn quá, nhiều nhất là 744"),
                ('how = "mạnh"', "không có mục nào tên «how»"),
            )
        ),
        ('kind = "loudspeaker"', 'kind = "kẻng"', "«kẻng» không có trong danh sách: bulletin (Bản tin), loudspeaker"),
        ("at_least = 6\n", "at_least = 0\n", "«0» nhỏ quá, ít nhất là 1"),
        ("at_least = 6\ndays = 7", "at_least = 6\ndays = 60", "«60» lớn quá, nhiều nhất là 31"),
        (
            '[[outreach]]\nkind = "loudspeaker"\nat_least = 6\ndays = 7',
            '[[outreach]]\nkind = "bulletin"\nat_least = 2\ndays = 3',
            "«bulletin» trong 3 ngày đã có ở trên",
        ),
        (
            'kind = "bulletin"\nat_least = 1\ndays = 3',
            'kind = "bulletin"\nat_least = 1\ndays = 2',
            "chậm hơn nhịp bản tin 2 ngày",
        ),
        ("observer = 1440", "observer = 60", "60 phút thì phải muộn hơn bước trước, 120 phút"),
        ('within = "installed"', 'within = "cài"', "không có chỉ tiêu nào mã «cài»"),
        ("usual = 38", 'usual = 38\nzone = "Hà Nội"', "không có múi giờ nào tên «Hà Nội»"),
        ('whom = "youth"', 'whom = "đoàn"', "«đoàn» không có trong danh sách"),
        ('whom = "youth"', 'whom = "groups"', "chấm theo có mặt thì phải chấm cho một lực lượng"),
        (
            'whom = "youth"',
            'whom = "digital"',
            "không có chỗ nào cho «digital», chỉ có: culture, militia, youth",
        ),
        ('whom = "youth"', 'whom = "members"', "đội hình không có chỗ nào cho «members»"),
        ('measure = "presence"', 'measure = "percent"', "lực lượng chỉ chấm được theo có mặt («presence»), chưa phải"),
        ("[campaign]", "[campaign", "không đọc được từ dòng này"),
        ('asks = "21:25"', "asks = 25h", "«25:00» không phải giờ trong ngày, xin viết như 19:30"),
        ("by = 2024-11-30", "by = 31/11/2024", "«2024-11-31» không phải ngày, xin viết như 30/11/2026"),
        ("starts = 2024-11-09", "starts = 9/11", "«9/11» không phải ngày"),
        ('opens = "19:30"', 'opens = "18:00"', "giờ mở buổi 18:00 không khớp giờ bắt đầu 19:30; bỏ dòng này"),
        ('force = "militia"', 'force = "bộ đội"', "youth (Đoàn viên), militia (Dân quân)"),
        ('kind = "ward"', 'kind = "làng"', "province (Tỉnh – thành phố), district (Quận – huyện), ward (Phường – xã)"),
    ],
)
def test_what_is_wrong_is_said_so_that_it_can_be_mended(was: str, becomes: str, said: str):
    assert was in SAMPLE

    faults = told(SAMPLE.replace(was, becomes, 1))

    assert len(faults) == 1
    assert said in faults[0]


def test_one_word_cannot_count_two_things():
    one = 'name = "Kích hoạt"'

    said = told(SAMPLE.replace(one, f'{one}\nwords = ["kh"]\n[[indicators]]\ncode = "b"\nname = "B"\nwords = ["KH"]'))

    assert [line.split(": ", 1)[1] for line in said] == ["từ «KH» đã dùng cho chỉ tiêu «activated»"]


def test_a_round_outside_the_campaign_and_one_that_stands_twice_are_told():
    one = '[[rounds]]\ncode = "dot-1"\nname = "Đợt 1"\ndue = 2023-11-15\n'

    said = told(SAMPLE + one + one.replace("2023", "2024"))

    assert [line.split(": ", 1)[1] for line in said] == [
        "ngày 15/11/2023 nằm ngoài đợt (09/11 – 30/11/2024)",
        "«dot-1» đã có ở trên, mỗi mã chỉ dùng một lần",
    ]


@pytest.mark.parametrize("text", ["", "\n", "a = 1\n", "[campaign]\n", "campaign = 3\n", "indicators = [1]\n"])
def test_nothing_that_is_no_campaign_is_taken_for_one(text: str):
    found = read_toml(text)

    assert found.file is None
    assert all(isinstance(fault, RuleFault) for fault in found.faults)
    assert told(text)


def test_lines_that_are_no_toml_hide_no_other_fault():
    broken = SAMPLE.replace('asks = "21:25"', "asks = chín giờ").replace("ends = 2024-11-30", "ends = cuối tháng")
    broken = broken.replace("value = 640, as_of = 2024-11-01", "value = sáu trăm, as_of = 2024-11-01")

    said = told(broken.replace("number = 9", "number = -1"))

    assert [line.split(": ")[0].split(", ")[0] for line in said] == sorted(
        (line.split(": ")[0].split(", ")[0] for line in said), key=lambda place: int(place.removeprefix("dòng "))
    )
    assert len(said) == 4


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("percent = 50", "percent = 50%"),
        ("percent = 50", 'percent = "50 %"'),
        ("by = 2024-11-30", "by = 30/11/2024"),
        ("by = 2024-11-30", "by = 30/11 # cuối đợt"),
        ("by = 2024-11-30", 'by = "30-11-2024"'),
        ("starts = 2024-11-09", "starts = 9/11/2024"),
        ("contacts_by = 2024-11-08", "contacts_by = 08/11"),
        ('starts = "19:30"', "starts = 19h30"),
        ('starts = "19:30"', "starts = 19:30"),
        ('asks = "21:25"', 'asks = "21g25"'),
        ('digest = "07:00"', "digest = 7h"),
        ('digest = "07:00"', "digest = 7 giờ"),
        ("value = 10420, as_of = 2024-11-01", "value = 10.420, as_of = 01/11/2024"),
        ("value = 10420, as_of = 2024-11-01", 'value = "10.420", as_of = "1/11/2024"'),
        ("usual = 38", 'usual = "38"'),
        ('kind = "ward"', 'kind = "phường"'),
        ('kind = "ward"', 'kind = "Phường – xã"'),
        ('force = "militia"', 'force = "Dân quân"'),
        ('measure = "smartphone15"\npercent', 'measure = "15+ có smartphone"\npercent'),
    ],
)
def test_what_people_write_is_read_as_they_mean_it(was: str, becomes: str):
    assert was in SAMPLE

    found = read_toml(SAMPLE.replace(was, becomes, 1))

    assert [campaigns_texts.faults(found), found.file] == [[], read_toml(SAMPLE).file]


def test_a_thousand_with_a_dot_is_never_one():
    for written in ("value = 1.000", 'value = "1.000"', "value = 1 000"):
        file = read_toml(SAMPLE.replace("value = 980", written, 1)).file
        assert file is not None
        assert file.ledger.headcounts[1].value == 1_000, written


def test_hours_follow_from_the_evening_where_they_are_not_given():
    table = SAMPLE.index("[timetable]"), SAMPLE.index("[quiet]")
    text = SAMPLE[: table[0]] + '[timetable]\nstarts = "19:00"\nends = "21:00"\n\n' + SAMPLE[table[1] :]

    file = read_toml(text).file

    assert file is not None
    hours = file.settings.timetable
    assert (hours.reminds, hours.opens, hours.asks) == ("17:00", "19:00", "20:55")
    assert (hours.asks_again, hours.asks_deputy, hours.late, hours.summary) == ("21:15", "21:30", "21:45", "21:45")
    assert (hours.shifts, hours.digest, hours.locks) == ("10:00", "07:00", "12:00")


def test_a_ladder_follows_the_hour_at_which_the_result_is_asked_for():
    table = SAMPLE.index("[timetable]"), SAMPLE.index("[quiet]")
    text = SAMPLE[: table[0]] + "[timetable]\nstarts = 18h\nends = 20h\nasks = 20h15\n\n" + SAMPLE[table[1] :]

    file = read_toml(text).file

    assert file is not None
    assert (file.settings.timetable.asks_again, file.settings.timetable.asks_deputy) == ("20:35", "20:50")


def test_hours_that_do_not_fit_the_evening_are_told_with_their_lines():
    """A ward that changes only the first two lines of the sample's timetable."""
    said = told(SAMPLE.replace('starts = "19:30"', 'starts = "19:00"').replace('ends = "21:30"', 'ends = "21:00"'))

    assert [line.split(": ", 1)[1] for line in said] == [
        "giờ mở buổi 19:30 không khớp giờ bắt đầu 19:00; bỏ dòng này thì máy tự tính",
        "giờ hỏi kết quả 21:25 muộn quá so với giờ kết thúc 21:00; bỏ dòng này thì máy tự tính",
    ]


FILLED = {
    "mã đợt": "dot-1",
    "tên đợt": "Đợt một",
    "ngày đầu": "01/12/2026",
    "ngày cuối": "31/12/2026",
    "mã phường": "TA",
    "tên phường": "Tân An",
    "họ và tên": "Nguyễn Thị Thu Hà",
    "số di động": "0900000103",
    "ngày phải đạt": "31/12/2026",
}


def template(name: str) -> str:
    return files("bot").joinpath("sample", f"template_{name}.toml").read_text("utf-8")


def filled(text: str) -> str:
    for what, value in FILLED.items():
        text, times = re.subn(rf'"<{what}[^">]*>"', f'"{value}"', text)
        assert times == 1, what
    return text


@pytest.mark.parametrize("name", ["ihanoi", "vneid"])
def test_a_template_must_be_filled_in_and_then_is_a_campaign_without_a_ledger(name: str):
    untouched = told(template(name))
    file = read_toml(filled(template(name))).file

    assert len(untouched) == len(FILLED)
    assert all("là chữ mẫu, anh/chị chưa sửa" in line for line in untouched)
    assert file is not None
    assert (file.ledger.headcounts, file.ledger.baselines) == ((), ())
    assert (file.unit.name, file.about.ends.isoformat()) == ("Tân An", "2026-12-31")
    assert all(word in template(name) for word in ("Khu phố 1", "tungngo import plan", "province (tỉnh"))


@pytest.mark.parametrize("name", ["ihanoi", "vneid"])
def test_what_a_template_has_commented_out_can_be_used_as_it_stands(name: str):
    """Each line that is an example: without its # it is still a campaign."""
    lines = [re.sub(r"^# ?(?=[a-z_]+ = |\[\[|  \{)", "", line) for line in filled(template(name)).split("\n")]

    file = read_toml("\n".join(lines)).file

    assert file is not None, told("\n".join(lines))
    assert [one.name for one in file.above] == ["Thành phố Tân Thành"]
    assert (len(file.ledger.headcounts), file.ledger.headcounts[0].value) == (3, 1_240)
    assert file.settings.timetable == read_toml(filled(template(name))).file.settings.timetable  # type: ignore[union-attr]


def test_a_file_tells_what_it_holds():
    assert campaigns_texts.holds(campaign_summary.of(read_toml(filled(template("vneid"))).file))[2:] == [  # type: ignore[arg-type]
        "Trong tệp có: 1 phường, 0 địa bàn, 8 chỉ tiêu, 1 mục tiêu.",
        "Chưa có địa bàn nào: các khu phố, tổ, thôn sẽ vào cùng kế hoạch (tungngo import plan).",
    ]


def test_another_wards_ledger_under_ones_own_name_is_seen():
    text = SAMPLE.replace('name = "Hà Cầu"', 'name = "phường Tân An"').replace('code = "HC"', 'code = "TA"')

    said = campaigns_texts.holds(campaign_summary.of(read_toml(text).file))  # type: ignore[arg-type]

    assert any("18 địa bàn" in line for line in said)
    assert any(line.startswith("Địa bàn: Hà Cầu, Cầu Đơ 1") for line in said)
    assert any("«Hà Cầu» trông như tổng số của cả một phường khác" in line for line in said)


def test_the_ward_may_be_called_with_or_without_its_level():
    text = SAMPLE.replace('name = "Hà Cầu"', 'name = "Phường Hà Cầu"')

    said = campaigns_texts.holds(campaign_summary.of(read_toml(text).file))  # type: ignore[arg-type]

    assert any("17 địa bàn" in line for line in said)
    assert not any("⚠️" in line for line in said)
