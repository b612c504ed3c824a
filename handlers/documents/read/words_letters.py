"""The tables of letters of another age, and the signs by which they are known."""

import re
from collections.abc import Mapping

TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®¯µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    "ĂÂÊÔƠƯĐăâêôơưđẰàảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
)
VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
VISCII = (  # from 0x80 on
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
GRAVE, ACUTE, HOOK, TILDE, DOT, HAT, BREVE = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323", "\u0302", "\u0306"
VNI_MARKS: Mapping[str, str] = {
    **dict(zip("øùûõï", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True)),
    **dict(zip("âàáåãä", (HAT + tone for tone in ("", GRAVE, ACUTE, HOOK, TILDE, DOT)), strict=True)),
    **dict(zip("êèéúüë", (BREVE + tone for tone in ("", GRAVE, ACUTE, HOOK, TILDE, DOT)), strict=True)),
}
VNI_MARKED = re.compile(f"([aeouyôö])([{''.join(VNI_MARKS)}])", re.IGNORECASE)
VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")

LOST = "\ufffd"
OF_TODAY = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
MISREAD = re.compile(r"[ÃÄÆÂĂ][\x80-\xbf€-™ŒœŠšŽžŸƒˆ˜ ]|á[ºÂ»]|Ã¡Â")
AT_ITS_END = re.compile(r"Ã(?: |$|(?=[\t\n,;|]))", re.MULTILINE)  # its second half was a space that did not break
UNREADABLE_HALVES = re.compile(f"(?:(?P<first>Ä)|(?P<second>Ã)){LOST}")
HALF_LETTER = "Ă"  # what windows-1258 shows for half a misread letter, and a letter of today besides
HALF_A, WHOLE_D = "Ã\xa0", "Đ"
