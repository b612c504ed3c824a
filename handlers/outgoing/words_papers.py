"""How files are asked for: commands and what may stand behind them, without accents."""

EXPORT = ("xuat", "export")
LETTER = ("baocaotuan", "bao cao tuan", "weekly")
ISSUE = ("phat hanh bao cao tuan", "chot bao cao tuan", "/phathanh")
CORRECT = ("dinh chinh bao cao tuan", "dinh chinh", "/dinhchinh")
MAN = "anh "
PICTURE = ("anh", "bieu do", "picture")
TABLES = {
    "tien do": "progress",
    "progress": "progress",
    "tung buoi": "nights",
    "buoi": "nights",
    "nights": "nights",
    "vong": "round",
    "round": "round",
    "bieu": "round",
    "khen thuong": "rewards",
    "rewards": "rewards",
    "can day": "push",
    "day manh": "push",
    "push": "push",
    "tong ket": "final",
    "final": "final",
}
PICTURES = {"lich": "calendar", "calendar": "calendar", "dia ban": "bands", "bands": "bands", "tien do": "pace"}
ENDINGS = {"csv": "csv", "word": "docx", "docx": "docx", "excel": "xlsx", "xlsx": "xlsx"}
