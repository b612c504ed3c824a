"""A campaign's guide as a file: what is wrong in it is named with its line, left out, and answered by ours."""

import pytest

from handlers.campaigns import guide_file
from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns.guide_file import ReadGuide
from handlers.guide import content, pictures

PNG = b"\x89PNG\r\n\x1a\n"
OTP = '[otp]\nanswer = "Đợi 2 phút rồi bấm gửi lại, gọi {hotline} ạ."\n'


def read(text: str, **given: bytes) -> ReadGuide:
    names = {name.replace("_", "."): body for name, body in given.items()}
    return guide_file.read(text, names.get, "Sổ Xóm")


def faults(found: ReadGuide) -> list[str]:
    return campaigns_texts.guide_faults(found.faults, found.lines)


@pytest.mark.parametrize("app", content.SHIPPED)
def test_what_ships_has_no_fault(app: str):
    found = read(content.text_of(app))

    assert faults(found) == []
    assert len(found.own.entries) >= 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[otp]\ntitle = "Mã"\n', "dòng 1, otp.answer: còn thiếu mục «answer»"),
        ("[otp]\nanswer = 7\n", "dòng 2, otp.answer: «7» phải là chữ"),
        ('[otp]\nanswer = ""\n', "dòng 2, otp.answer: chưa điền"),
        ('[otp]\nanswer = "Đợi."\nbuoc = ["Bật sóng"]\n', "dòng 3, otp.buoc: không có mục nào tên «buoc»"),
        ('[otp]\nanswer = "Đợi."\nstep = ["Bật sóng"]\n', "có phải «steps»?"),
        ('[otpp]\nanswer = "Đợi."\n', "dòng 1, otpp: không có mục nào tên «otpp», có phải «otp»?"),
        ('[otp]\nanswer = "Gọi {tongdai} ạ."\n', "dòng 2, otp.answer: không có chỗ nào tên «tongdai»"),
        ('[otp]\nanswer = "Gọi {} ạ."\n', "dòng 2, otp.answer: không có chỗ nào tên «{}»"),
        ('[otp]\nanswer = "Gọi {hotline ạ."\n', "dòng 2, otp.answer:"),
        ('[otp]\nanswer = "Gọi {hotline.x} ạ."\n', "dòng 2, otp.answer: không có chỗ nào tên «hotline.x»"),
        ('[otp]\nanswer = "Gọi <số tổng đài> ạ."\n', "là chữ mẫu, anh/chị chưa sửa"),
        (
            '[otp]\nanswer = "Đợi."\nsteps = [\n  "Bật sóng",\n  { picture = "a.png" },\n]\n',
            "dòng 5, otp.steps.2.words",
        ),
        ('app = "zalo"\n', "dòng 1, app: không có hướng dẫn sẵn nào tên «zalo», chỉ có: any, ihanoi, vneid"),
        ("hotline = 1022\n", "dòng 1, hotline: «1022» phải là chữ"),
        ('[[links]]\nname = "Android"\nurl = "ihanoi"\n', "dòng 3, links.1.url: «ihanoi» không phải đường dẫn"),
        ('[[links]]\nname = "Android"\nurl = "javascript:alert(1)"\n', "không phải đường dẫn"),
        ('[[links]]\nname = "Android"\nurl = "https://kho ứng dụng"\n', "không phải đường dẫn"),
        ('[[links]]\nname = "Android"\nurl = "https://[::1"\n', "không phải đường dẫn"),
        ('[[links]]\nname = "Android"\n', "links.1.url: còn thiếu mục «url»"),
        ('[otp]\nanswer = "' + "đợi " * 600 + '"\n', "dòng 1, otp: dài"),
        ('[otp]\nanswer = "Đợi.\n', "dòng 2: không đọc được từ dòng này"),
        ("otp = 3\n", "dòng 1, otp: mục này phải có các dòng tên = giá trị bên trong"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_left_to_ours(text: str, said: str):
    found = read(text)

    assert any(said in line for line in faults(found)), faults(found)
    assert "otp" not in found.own.entries
    guide = content.laid_over(found.own.model_dump_json(), "iHanoi Hà Cầu")
    assert guide.entries["otp"] == content.shipped("ihanoi").entries["otp"]
    assert guide.links == content.shipped("ihanoi").links


def test_one_wrong_entry_takes_no_other_with_it():
    found = read(OTP + '[password]\nanwser = "…"\n[no_phone]\nanswer = "Không sao ạ."\n')

    assert set(found.own.entries) == {"otp", "no_phone"}
    assert len(faults(found)) == 2  # one that is missing, one that nobody knows


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "không thấy ảnh «b1.png» cạnh tệp hướng dẫn"),
        (b"GIF89a", "«b1.png» không phải ảnh PNG hay JPEG"),
        (PNG + bytes(pictures.LARGEST), "ảnh «b1.png» lớn quá 5 MB"),
    ],
)
def test_a_picture_that_is_none_is_named_and_its_words_stay(body: bytes | None, said: str):
    text = OTP + 'steps = [\n  "Bật sóng",\n  { words = "Gửi lại", picture = "b1.png" },\n]\n'

    found = read(text, **({"b1_png": body} if body is not None else {}))

    assert faults(found) == [f"dòng 5, otp.steps.2.picture: {said}"]
    assert [step.words for step in found.own.entries["otp"].steps] == ["Bật sóng", "Gửi lại"]
    assert not found.pictures


def test_pictures_are_found_by_the_steps_they_show():
    found = read(OTP + 'steps = ["Bật sóng", { words = "Gửi lại", picture = "b2.png" }]\n', b2_png=PNG)

    assert (faults(found), found.pictures) == ([], {"otp-2": PNG})


def test_a_guide_typed_in_a_word_processor_is_read():
    found = read("app： “ihanoi”\n[otp]\nanswer = “Đợi 2 phút ạ.”\n")

    assert faults(found) == []
    assert (found.own.app, found.own.entries["otp"].answer) == ("ihanoi", "Đợi 2 phút ạ.")


def test_a_kind_of_difficulty_without_a_word_of_its_own_is_named():
    found = read(f'name = "Sổ Xóm"\n{OTP}')
    doubts = campaigns_texts.guide_faults(found.doubts, found.lines)

    assert not any("«otp»" in line for line in doubts)
    assert "chưa có mục «no_phone» (Không có điện thoại thông minh), máy dùng câu chung" in doubts[2]
    assert len(doubts) == len(content.KINDS) - 1


@pytest.mark.parametrize("text", ["", "\n# chỉ có lời chú\n", "\ufeff"])
def test_an_empty_guide_is_ours(text: str):
    found = read(text.lstrip("\ufeff"))

    assert faults(found) == []
    assert content.laid_over(found.own.model_dump_json(), "VNeID Tân Bình").entries == content.shipped("vneid").entries
