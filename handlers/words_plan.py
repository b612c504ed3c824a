"""What a clerk says about the rows of a plan, and about single nights: folded words and patterns."""

import re

ADOPT = re.compile(r"(?:sua|doi|dung) (?:ca|het|tat ca)|dung roi|dung vay")
KEEP = re.compile(r"(?:giu|de)(?: nguyen)?(?: (?:ca|het|tat ca))?(?: nhu (?:cu|vay))?")
DROP = re.compile(r"bo(?: qua)?(?: (?:ca|het|tat ca))?")
EVERY = re.compile(r" (?:ca|het|tat ca)$")
ROWS = re.compile(r"\b(?:dong|so) (?P<rows>\d+(?:\s*(?:,|va|&)\s*(?:dong )?\d+)*)")
ROW_FIRST = re.compile(r"(?:dong|so) (?P<row>\d+)\s*(?:[:,.=-]|la|thi|sua thanh|sua|doi thanh|thanh)?\s*(?P<rest>.*)")
ABOUT_ROWS = re.compile(r"(?:(?:giu|de|bo|sua)\b.*\bdong \d+|dong \d+\b)")
PREFIX = re.compile(r"(?:(?:to dan pho|tdp|thon|khu pho|phuong|xa)\s+(?:so\s+)?)+")
BUILDING = re.compile(r"\b(?:chung cu|toa nha|khu nha|do thi|tap the|nha o)\b")

# A pasted plan: its heading names when and where.
WHEN_HEADED = re.compile(r"\b(?:thoi gian|ngay|lich|buoi)\b")
WHERE_HEADED = re.compile(r"\b(?:dia ban|to dan pho|tdp|thon|khu pho|khu dan cu|xom|ap|ban|khom|khu vuc|dia diem)\b")
DAY_WRITTEN = re.compile(r"(?<!\d)\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)")
