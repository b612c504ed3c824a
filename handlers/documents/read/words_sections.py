"""The words by which a heading says what becomes of the rows below it; folded, but for those that marks tell apart."""

import re

_PLAN = r"(?:lich|ke hoach|bang|ban|phan cong|danh sach|phan|noi dung|phuong an|thoi gian|cac buoi|buoi|dot|muc)"
_NO_NAME = r"(?<!xom )(?<!thon )(?<!lang )(?<!ap )(?<!khu )(?<!cho )(?<!do thi )"
RENEWED = re.compile(
    rf"\b(?:(?:{_PLAN} )(?:\w+ ){{0,3}}?{_NO_NAME}moi\b(?! (?:nguoi|ho|to|thon|khu|nha|buoi|toi|ngay))"
    rf"|(?:{_PLAN} )?(?:dieu chinh|sua doi|chinh thuc|cap nhat|chot)\b"
    rf"|thay (?:the )?(?:cho )?(?:{_PLAN}|thong bao|cong van))"
)
_OLD = (
    rf"\b{_PLAN}(?: \w+){{0,4}} (?:cu|truoc day|ban dau|dau tien)\b",
    rf"\b{_PLAN}(?: \w+){{0,4}} (?:thang|tuan|dot|ky|nam|lan) (?:truoc|cu|qua|vua qua|roi|vua roi)\b",
    r"^\W*\(?(?:cu|ban cu|old)\)?\W*$|\((?:cu|ban cu|da cu)\)|\bcu\W*$",
    r"\btham khao\b|\bhet hieu luc\b|\bda (?:thuc hien|hoan thanh|xong|to chuc|dien ra)\b",
)
_OFF = r"(?:huy|huy bo|bai bo|tam hoan|hoan|tam dung|bo)"
_CANCELLED = (
    rf"\b(?:da|bi|da bi)\s+(?:{_OFF}|thay the|thay)\b",
    rf"^\W*(?:[ivx\d]+[.)]\s*)?(?:cac |nhung )?(?:\w+ ){{0,2}}{_OFF}\W*$",
    rf"\bhuy(?: bo)? {_PLAN}|\b{_PLAN} {_OFF}\b",
    r"\bkhong (?:con |duoc )?(?:ap dung|thuc hien|su dung|dung|hieu luc|co hieu luc)\b(?! (?:voi|cho|doi voi)\b)",
)
LEFT_OUT = re.compile("|".join((*_OLD, *_CANCELLED)))
TENTATIVE = re.compile(
    r"(?<!thoi gian )(?<!so luong )\b(?:du kien|tam thoi|chua chot|chua thong nhat"
    r"|cho (?:duyet|xac nhan|y kien|chot)|du phong|de xuat)\b"
)
DRAFT = re.compile(r"\b(?:ban )?nhap\b|\bdu thao\b|^\W*draft\b")
TITLED = re.compile(rf"^\W*(?:[ivxa-h\d]{{1,4}}[.)/]\s*|phan \w+\W+)?(?:(?!thoi gian|dot){_PLAN}|thang|tuan)\b")
AS_FOLLOWS = re.compile(r"\btheo (?:lich|ke hoach) (?:sau|moi|duoi day|nhu sau)\b|\bnhu sau\W*$")
SENTENCE = re.compile(
    r"\b(?:de nghi|yeu cau|se|duoc|kinh mong|vui long|thay vi|cac don vi|chiu trach nhiem|theo doi|thong bao den)\b"
)
FORMER_NAME = re.compile(
    r"\b(?:xa|thon|to|ap|khu|phuong|huyen|khom|ban|lang|xom|nha|pho|tinh|quan)\s+(?:\w+\s+){1,4}\(?cu\b"
)

SPELT = {"cu": "cũ", "huy": "hủy huỷ", "nhap": "nháp", "bo": "bỏ", "hoan": "hoãn", "moi": "mới", "chot": "chốt"}
STATUS = re.compile(
    r"\W*(?:lich |ban |buoi |ngay )*(?:du kien|cu|nhap|chua chot|tam thoi|het hieu luc|khong con hieu luc|cho duyet"
    r"|cho xac nhan)\W*"
)
