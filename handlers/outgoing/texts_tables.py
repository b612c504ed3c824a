"""Headings and notes of what is handed out as a table."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.markup import Markup
from handlers.texts import MEASURES, Pair, capital, day, installs, moment, number, percent
from storage.records import Headcount

NUMBER, CODE, UNIT, TOTAL_OF = "STT", "Mã", "Địa bàn", "Tổng cộng"
BEFORE, SO_FAR, SHARE, OWED = "Trước đợt", "Tổng đến nay", "Tỷ lệ", "Báo cáo còn thiếu"
NIGHT, HOURS, STATE, HEAD = "Buổi", "Thời gian", "Tình trạng", "Người phụ trách"
STAFF = "Tổng số CBCCVC"
RESIDENTS, WITH_PHONE = "Tổng số dân (từ 15 tuổi)", "Có smartphone"
PLACE, SCORE, WHY = "Xếp", "Điểm", "Vì sao"
WHOLE, GAP_TO_TARGET = "Tổng số", "Còn thiếu đến mục tiêu"
OFFICIAL, GAP = "Số trên hệ thống", "Chênh"
TOLD, SILENT, TO_COME, EXCUSED = "đã báo", "chưa báo", "chưa tới", "nghỉ"
DISPUTED = "đã báo, số còn lệch"
TITLES = {
    "progress": "Tiến độ theo địa bàn",
    "nights": "Kết quả từng buổi",
    "round": "Biểu tổng hợp theo vòng",
    "rewards": "Danh sách đề nghị khen thưởng",
    "push": "Nơi cần thêm sức",
}
PICTURES = {"pace": "Tiến độ", "bands": "Theo địa bàn", "calendar": "Lịch buổi"}
NO_CRITERIA = "Đợt này chưa đặt tiêu chí khen thưởng."


def staff_done(name: str) -> str:
    """`name`: of what is counted."""
    return "CBCCVC đã cài" if installs(name) else f"CBCCVC, {name[:1].lower() + name[1:]}"


def residents_done(name: str) -> str:
    return "Đã cài" if installs(name) else name


def title(kind: str, unit: str) -> str:
    return f"{TITLES[kind]}, {unit}"


def as_of(at: datetime) -> str:
    return f"Số liệu tính đến {moment(at)}/{at:%Y}."


def source(headcount: Headcount | None) -> str:
    if headcount is None:
        return "Chưa có tổng số để tính tỷ lệ."
    return f"Tổng số: {MEASURES[headcount.measure]}, {headcount.source} {headcount.as_of:%d/%m/%Y}."


def still_missing(units: Sequence[str]) -> str:
    return f"Còn thiếu báo cáo: {', '.join(units)}." if units else "Không thiếu báo cáo nào."


def told_late(units: Sequence[str]) -> str:
    return f"Báo sau hạn: {', '.join(units)}." if units else ""


def share_of(measure: str, of: tuple[int, int], units: tuple[int, int]) -> str:
    """`of`: n and d; `units`: how many of how many both are known of."""
    done, total = of
    counted = f"{units[0]}/{units[1]} đơn vị có đủ số"
    return f"Tỷ lệ {MEASURES[measure]}: {number(done)}/{number(total)} = {percent(done, total, 2)} ({counted})."


def sources(named: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    """By source and day the units whose headcount is from there."""
    return [f"Tổng số theo {source_} ngày {on}: {', '.join(units)}." for (source_, on), units in named.items()]


def round_due(name: str, due: date) -> str:
    return f"{name}, hạn {day(due)}/{due:%Y}."


def file_name(kind: str, unit: str, at: datetime, ending: str) -> str:
    return f"{title(kind, unit)} {at:%Y-%m-%d %Hh%M}.{ending}"


def picture_name(kind: str, unit: str, at: datetime) -> str:
    return f"{PICTURES[kind]} {unit} {at:%Y-%m-%d %Hh%M}.png"


def handed(p: Pair, title_: str, at: datetime, total: Markup) -> Markup:
    return p.say("{Me} gửi <b>{title}</b>, số liệu lúc {at}: {total}.", title=title_, at=moment(at), total=total)


def being_made(p: Pair) -> Markup:
    return p.say("{Me} đang làm, xong {me} gửi ngay ạ.")


def no_criteria(p: Pair) -> Markup:
    return p.say("{no_criteria} {You} ghi tiêu chí vào tệp của đợt rồi {me} lập danh sách ạ.", no_criteria=NO_CRITERIA)


def what_to_export(p: Pair) -> Markup:
    return p.say(
        '{You} muốn xuất gì ạ? Nhắn "/xuat tiến độ", "/xuat từng buổi", "/xuat vòng 1", "/xuat khen thưởng", '
        '"/xuat cần đẩy"; thêm "csv" hoặc "word" nếu không cần Excel. Báo cáo tuần: "/baocaotuan". Ảnh: "ảnh". '
        'Mẫu Word: "/xuat mẫu".'
    )


def no_round(p: Pair, known: Sequence[str]) -> Markup:
    if not known:
        return Markup("Đợt này chưa đặt vòng báo cáo nào ạ.")
    return p.say("{Me} chưa rõ vòng nào. Các vòng: {known}.", known=", ".join(known))


def apart(why: str, units: Sequence[str]) -> str:
    return f"{capital(why)}: {', '.join(units)}."
