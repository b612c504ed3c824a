"""Whether letters can be a Vietnamese syllable: what tells letters of the right age from those of another."""

import re
import unicodedata

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONSET = "ngh|ng|nh|n|gh|gi|g|kh|k|ch|c|ph|p|qu|th|tr|t|b|d|đ|h|l|m|r|s|v|x"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt ăk â âc âm ân âng âp ât âu ây e ec em en "
    "eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi "
    "om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch "
    "uênh ui uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưng ưt ưu ươc "
    "ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu "
)
_AFTER_GI = ["ên", "êng", "êt", "êu", "êm", "êp", "êc", "n"]
_SYLLABLE = re.compile(
    rf"(?:(?:{_ONSET})?(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})|gi(?:{'|'.join(_AFTER_GI)})?)"
)
_CLOSED = re.compile(r"(?:ch|c|p|t)$")
_OPEN_TONES = "\u0300\u0303\u0309"  # that no syllable on p, t, c or ch has


def is_syllable(word: str) -> bool:
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in spread if ord(sign) in _TONES]
    letters = unicodedata.normalize("NFC", spread.translate(_TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    return not (_CLOSED.search(letters) and tones and tones[0] in _OPEN_TONES)
