"""Yes and no, as people write them; folded."""

YES = {"dung", "u", "uh", "vang", "da", "phai", "ok", "oke", "co", "dong y"}
NO = {"khong", "ko", "k", "khong phai", "sai"}
