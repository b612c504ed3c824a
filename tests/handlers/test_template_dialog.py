"""The office edits a letter's template in Word: handed out, sent back, checked, used, put away again."""

from handlers.inbound import FileKind, Inbound, ReceivedFile
from handlers.outgoing.templates import Template, original
from storage import facts, letters
from storage.errands import Errand
from storage.templates import TemplateKept, TemplateUsed
from tests.bot.test_making import does_errands
from tests.handlers.documents.letters import opened, template
from tests.handlers.documents.made import repacked, saved
from tests.handlers.test_papers_dialog import body_of, told, words_of
from tests.ward import Chat, Ward


def edited(kind: str = "weekly", added: str = "Mẫu của phường") -> bytes:
    """As a clerk would change it."""
    document = opened(original(kind).body)
    document.paragraphs[0].insert_paragraph_before(added)
    return saved(document)


async def sends(chat: Chat, body: bytes) -> None:
    """The file comes by Telegram; what waits is fetched, read by the document worker and answered."""
    ward, sent = chat.ward, ReceivedFile(FileKind.DOCUMENT, "telegram:1", "mau.docx", len(body))
    now = ward.clock.now()
    await ward.intake.take([Inbound(f"file/{ward.ids()}", "web", chat.address, chat.address, sent, now, now)])

    async def fetch(_reference: str) -> bytes:
        return body

    await does_errands(ward, fetch=fetch)
    await chat.reads()


async def uses(ward: Ward, body: bytes, kind: str = "weekly") -> None:
    """As if the clerk had agreed to it, in the days of another program."""
    kept = TemplateKept(body, ward.clock.at)
    who = ward.people["lan"].id
    used = TemplateUsed(ward.ids(), ward.units["Hà Cầu"].id, kind, kept.digest, who, ward.clock.at)
    async with ward.database.write() as tx:
        await facts.write(tx, [kept, used])


async def test_the_template_is_handed_out_edited_checked_and_used_from_then_on(ward: Ward):
    clerk = await told(ward)
    await clerk.says("/xuat mẫu báo cáo tuần")
    clerk.hears("Em đang làm")
    document = opened(await body_of(ward, clerk))
    clerk.hears("Em gửi mẫu báo cáo tuần gốc, Hà Cầu đang dùng", "chị gửi lại tệp .docx vào đây")
    assert clerk.new[-1].handout
    assert clerk.new[-1].handout.name == "Mẫu báo cáo tuần.docx"

    document.paragraphs[0].insert_paragraph_before("Mẫu của phường, {{ thong_bao }}")
    await sends(clerk, saved(document))
    clerk.hears("Mẫu báo cáo tuần chị gửi dùng được: 19 chỗ điền, bảng theo địa bàn 6 cột.")
    clerk.hears('Từ nay dùng mẫu này cho báo cáo tuần của Hà Cầu nhé? Nhắn "đồng ý" hoặc "thôi".')
    await clerk.says("/baocaotuan")
    assert "Mẫu của phường" not in words_of(await body_of(ward, clerk))

    await clerk.says("đồng ý")
    clerk.hears("Từ nay báo cáo tuần của Hà Cầu em viết theo mẫu này")
    await clerk.says("/baocaotuan")
    said = words_of(await body_of(ward, clerk))
    assert "Mẫu của phường" in said
    assert "toàn địa bàn có 1.922 người cài đặt" in said
    await clerk.says("mẫu báo cáo tuần")
    assert "Mẫu của phường" in words_of(await body_of(ward, clerk))
    clerk.hears("Em gửi mẫu báo cáo tuần của phường mình")


async def test_what_is_wrong_is_told_with_its_place_and_nothing_changes(ward: Ward):
    clerk = await told(ward)
    table = [["Địa bàn"], ["{%tr for d in dia_ban %}"], ["{{ d.ten_dia_ban }}"]]

    await sends(clerk, template("{{ ket_quaa }}", "{{ trich_yeu }", table))

    clerk.hears("Mẫu báo cáo tuần chị gửi chưa dùng được:")
    clerk.hears("• ket_quaa ở đoạn 1: không có chỗ điền nào tên như vậy, có phải ket_qua không ạ")
    clerk.hears("• {{ trich_yeu } ở đoạn 2: thiếu dấu ngoặc nhọn")
    clerk.hears("• d.ten_dia_ban ở bảng 1, hàng 3: không có chỗ điền nào tên như vậy")
    clerk.hears("• {%tr for d in dia_ban %} ở bảng 1, hàng 2: mở ra mà chưa đóng lại")
    await clerk.says("đồng ý")
    await clerk.says("dùng lại mẫu gốc")
    clerk.hears("Hà Cầu vẫn đang dùng mẫu gốc ạ")


async def test_a_mistake_in_the_foot_of_a_page_and_a_dangerous_file_are_told(ward: Ward):
    clerk = await told(ward)
    document = opened(edited())
    document.sections[0].footer.paragraphs[0].text = "{{ so_hieu }}"

    await sends(clerk, saved(document))
    clerk.hears("so_hieu ở chân trang, đoạn 1")
    await sends(clerk, repacked(edited(), {"word/embeddings/oleObject1.bin": b"x"}))
    clerk.hears("Tệp gọi đến thứ ở ngoài nó hoặc có phần nhúng")
    await sends(clerk, repacked(edited(), {"word/vbaProject.bin": b"x"}))
    clerk.hears("macro")


async def test_thoi_keeps_what_is_in_use(ward: Ward):
    clerk = await told(ward)

    await sends(clerk, edited())
    await clerk.says("thôi")

    clerk.hears("Dạ, em giữ mẫu đang dùng ạ.")
    await clerk.says("/baocaotuan")
    assert "Mẫu của phường" not in words_of(await body_of(ward, clerk))


async def test_the_final_reports_template_is_another_one(ward: Ward):
    clerk = await told(ward)
    await clerk.says("mẫu tổng kết")
    assert "BÁO CÁO TỔNG KẾT" in words_of(await body_of(ward, clerk))

    await sends(clerk, edited("final"))
    clerk.hears("Từ nay dùng mẫu này cho báo cáo tổng kết của Hà Cầu nhé?")
    clerk.hears("Không có trong mẫu: kết quả trong tuần, tổng trong tuần.")
    await clerk.says("đồng ý")

    await clerk.says("/xuat tổng kết")
    assert "Mẫu của phường" in words_of(await body_of(ward, clerk))
    await clerk.says("/baocaotuan")
    assert "Mẫu của phường" not in words_of(await body_of(ward, clerk))


async def test_the_programs_own_comes_back_and_which_of_several_is_asked(ward: Ward):
    clerk = await told(ward)
    await uses(ward, edited())
    await uses(ward, edited("slip"), "slip")

    await clerk.says("dùng lại mẫu gốc")
    clerk.hears("đang có mẫu riêng cho: báo cáo tuần, phiếu đính chính. Chị muốn mẫu nào về mẫu gốc ạ?")
    await clerk.says("phiếu đính chính")
    clerk.hears("Từ nay phiếu đính chính của Hà Cầu lại viết theo mẫu gốc ạ.")
    await clerk.says("dùng lại mẫu gốc")
    clerk.hears("Từ nay báo cáo tuần của Hà Cầu lại viết theo mẫu gốc ạ.")

    await clerk.says("/baocaotuan")
    assert "Mẫu của phường" not in words_of(await body_of(ward, clerk))


async def test_without_a_kind_it_says_which_there_are(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/xuat mẫu")

    clerk.hears('Chị cần mẫu nào ạ? Nhắn "mẫu báo cáo tuần", "mẫu tổng kết" hoặc "mẫu đính chính".')


async def test_an_issued_letter_stays_the_very_file_that_it_was(ward: Ward):
    clerk = await told(ward)
    await uses(ward, edited())
    await clerk.says("phát hành báo cáo tuần")
    issued = await body_of(ward, clerk)
    assert "Mẫu của phường" in words_of(issued)

    await uses(ward, edited(added="Mẫu mới"))
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 24")
    async with ward.database.write() as tx:
        last = await letters.last(tx, ward.campaign, ward.units["Hà Cầu"].id)
        assert last
        asked = {"unit": str(last.unit_id), "what": "issued", "id": str(last.id), "maker": "paper"}
        to = {"person": str(ward.people["lan"].id), "as_of": str(ward.clock.at)}
        await facts.write(tx, [Errand(ward.ids(), "make", {**asked, **to}, "again", ward.clock.at)])

    assert await body_of(ward, clerk) == issued


async def test_a_template_that_cannot_be_filled_any_more_gives_way_and_that_is_said(ward: Ward):
    clerk = await told(ward)
    await uses(ward, template("Mẫu của phường", "{{ cho_dien_cu }}"))

    await clerk.says("/baocaotuan")
    body = await body_of(ward, clerk)

    clerk.hears("Dự thảo báo cáo tuần", "⚠️ Mẫu riêng không điền được nữa, em dùng mẫu gốc.")
    assert "Mẫu của phường" not in words_of(body)
    assert "toàn địa bàn có 1.922 người cài đặt" in words_of(body)


async def test_a_letter_is_no_template_and_only_the_office_has_templates(ward: Ward):
    clerk = await told(ward)
    await clerk.says("/baocaotuan")
    await sends(clerk, await body_of(ward, clerk))
    clerk.hears("không thấy")

    head = ward.chat("binh")
    for words in ("/xuat mẫu báo cáo tuần", "dùng lại mẫu gốc"):
        await head.says(words)
        head.hears("chưa được phân công")
    await does_errands(ward)


async def test_a_template_that_nobody_agreed_to_is_forgotten(ward: Ward):
    clerk = await told(ward)
    await sends(clerk, edited())
    ward.clock.at += 3 * 24 * 3_600_000
    await uses(ward, edited(added="Mẫu mới"))

    await clerk.says("đồng ý")

    async with ward.database.read() as read:
        assert len(await read.rows("SELECT digest FROM template")) == 1


def test_a_template_tells_the_worker_what_it_is():
    assert Template("slip", b"PK").holding({"fields": {}}) == {"letter": "slip", "template": "UEs=", "fields": {}}
