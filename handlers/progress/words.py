"""How people ask for an answer: the commands without accents, what may stand behind them, and what units are called."""

import re

STATUS = ("status", "tien do", "tinh hinh")
MISSING = ("thieu", "con thieu", "ai thieu", "missing")
BANDS = ("xep hang", "bands")
PUSHES = ("day manh", "ai can day", "noi nao can day", "can day", "push")
THIS_WEEK = {"tuan", "tuan nay", "week"}
LAST_WEEK = {"tuan truoc"}
FILLERS = re.compile(r"^(?:cua|o|cho|the nao|nhu nao)\s+|\s+(?:the nao|ra sao|roi|nhe|a|nhi)$")
CAMPAIGN = re.compile(r"^(?:dot|chien dich|chuong trinh)\s+")
CAMPAIGN_BEHIND = re.compile(r"\s+(?:(?:cua|trong|o)\s+)?(?:dot|chien dich|chuong trinh)$")
MOMENT = re.compile(
    r"(?:luc\s+|tinh den\s+)?(?P<hour>\d{1,2})\s?(?:h|gio|:)(?P<minute>\d{2})?"
    r"(?:\s+(?:ngay\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?)?"
)
