"""What is said when something that was loaded by mistake is taken away, or stays since something hangs on it."""

from handlers.markup import Markup
from handlers.texts import Pair, lines, number
from storage.removing import Counts, Hanging

YES, NO = "xóa", "thôi"
NAMED = {
    "reports": "{} lần báo số",
    "letters": "{} báo cáo đã ký",
    "photos": "{} ảnh",
    "answers": "{} ca đã trả lời",
    "people": "{} người đang hoặc từng giữ việc ở đó",
    "units": "{} địa bàn bên dưới",
    "campaigns": "{} đợt đang dùng nơi này",
    "contacts": "{} đầu mối",
    "lineage": "{} lần gộp, tách, đổi tên",
    "templates": "{} mẫu báo cáo riêng",
    "groups": "{} nhóm chat nhận tổng hợp",
    "accounts": "đã vào chat với trợ lý",
    "drafts": "{} bản nháp đã gửi",
    "deeds": "{} việc đã làm trên hệ thống",
    "talks": "{} câu đang hoặc từng được hỏi",
    "nights": "{} buổi trong lịch",
    "shifts": "{} chỗ đã phân",
    "starts": "{} số trước đợt",
    "official": "{} số của hệ thống quận",
    "messages": "{} tin chưa gửi",
    "headcounts": "{} tổng số",
    "posts": "{} chức danh",
    "invites": "{} mã mời",
}


def counts(found: Counts) -> str:
    return ", ".join(NAMED[name].format(number(count)) for name, count in found.items())


def stays(name: str, found: Hanging) -> Markup:
    return Markup("<b>{name}</b> chưa xóa được, vì còn: {counts}.").format(name=name, counts=counts(found.holds))


def removed(name: str, found: Hanging) -> Markup:
    also = f", cùng {counts(found.goes)}" if found.goes else ""
    return Markup("Đã xóa <b>{name}</b>{also}.").format(name=name, also=also)


def would_go(name: str, found: Hanging) -> Markup:
    also = f", cùng {counts(found.goes)}" if found.goes else ""
    return Markup("Sẽ xóa <b>{name}</b>{also}. Chưa xóa gì.").format(name=name, also=also)


def sure(p: Pair, name: str, found: Hanging) -> Markup:
    also = f" cùng {counts(found.goes)}" if found.goes else ""
    return lines(
        p.say("Xóa hẳn <b>{name}</b>{also} phải không {you}?", name=name, also=also),
        Markup('Nhắn "{yes}" để xóa, "{no}" để giữ.').format(yes=YES, no=NO),
    )


def unknown(p: Pair, name: str) -> Markup:
    return p.say('{Me} không thấy "{name}" trong phường ạ. {You} nhắn đúng tên giúp {me}.', name=name)


def several(p: Pair, name: str) -> Markup:
    return p.say('Có nhiều nơi hoặc nhiều người tên "{name}", {you} nhắn rõ họ tên, hoặc mã, giúp {me} ạ.', name=name)


def kept(p: Pair) -> Markup:
    return p.say("Vâng, {me} giữ nguyên ạ.")


def which(name: str, codes: list[str]) -> str:
    """For the command line."""
    if not codes:
        return f"không có ai hoặc nơi nào tên «{name}»"
    return f"có nhiều «{name}», xin ghi mã: {', '.join(codes)}"


def hint_of_archive(slug: str) -> str:
    return f"Muốn cất đợt này đi mà vẫn giữ mọi số liệu: tungngo campaign unload {slug} --archive"


def archived(name: str, slug: str) -> str:
    return (
        f"Đã cất đợt {name}: giữ mọi số liệu, không hỏi và không nhắc nữa. Nạp lại tệp của đợt {slug} thì đợt trở lại."
    )


def would_archive(name: str) -> str:
    return f"Sẽ cất đợt {name} và giữ mọi số liệu. Chưa cất gì."
