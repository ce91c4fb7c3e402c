"""Text in an encoding from before Unicode (TCVN3, VNI): recognised, and what it was meant to say.

Offered, shown, and done on yes (the-thuc 2.4); never part of cleaning. In TCVN3 toned capitals were
a font over the same bytes as small letters, so they come back small. What was converted twice
cannot be told from real words and is only warned of.
"""

from __future__ import annotations

import re
import unicodedata

from outlines.text import looks_like_tcvn3

# --- TCVN3 --------------------------------------------------------------------------------------

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
"""Byte, as Latin-1 shows it -> letter (TCVN 5712-1 without its toned capitals)."""

# --- VNI ----------------------------------------------------------------------------------------

_MARKS = {
    # Base -> (what follows it, what the two mean).
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "u": ("ùøûõï", "úùủũụ"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "ö": ("ùøûõï", "ứừửữự"),
}
_ALONE = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))
_SMALL = {
    **_ALONE,
    **{
        base + mark: letter
        for base, (marks, letters) in _MARKS.items()
        for mark, letter in zip(marks, letters, strict=True)
    },
}
VNI = {**_SMALL, **{written.upper(): letter.upper() for written, letter in _SMALL.items()}}
"""One or two letters -> the letter they stand for."""

_VNI = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_VNI_SIGNS = frozenset("øåäëïöûüñæîØÅÄËÏÖÛÜÑÆÎ")
"""Letters of VNI that no Vietnamese word has."""

_FEWEST_SIGNS = 3
_MODERN_IN = 50
"""As for TCVN3: one modern toned letter among so many means that the text is Unicode already."""

# --- Whether it is Vietnamese -------------------------------------------------------------------

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}"
    "(?:c|ch|m|n|ng|nh|p|t)?"
)
_MOSTLY = 0.6
"""Share of the words that must be syllables; names, codes and abbreviations are the rest."""

# --- Damage that cannot be undone ---------------------------------------------------------------

_IMPOSSIBLE = (
    r"\w*(?<!ư)[ơớờởỡợ](?:ng|nh|ch|c)",  # cơng, khơng: "ô" taken for VNI
    r"c[íìỉĩịéèẻẽẹêếềểễệ]\w*",  # cĩ: "ó" taken for VNI
    r"\w*[àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ](?:ch|c|p|t)",  # gĩp, tòch
    r"\w*ĩ[iou]",  # nĩi
    r"ngh[aăâoôơuưáàảãạóòỏõọúùủũụ]\w*",  # nghò
)
_KNOWN = (
    "vai trị|suy thối|vó đại|đồn thể|đồn kết|hồn thành|tồn diện|tồn thể|an tồn|kinh tề"
    "|tun truyền|chun môn|chun đề|xn trường"
)
_DAMAGE = re.compile(rf"\b(?:{'|'.join(_IMPOSSIBLE)}|{_KNOWN})\b", re.IGNORECASE)
_LOOK_LATIN = frozenset({"CYRILLIC", "GREEK", "LAO", "ARMENIAN", "CHEROKEE", "THAI", "COPTIC"})
"""Scripts whose letters are put in the place of Latin ones."""

_WORD = re.compile(r"[^\W\d_]+")


def repair(words: str) -> str | None:
    """The words as they were meant; None for text that is none of it."""
    if looks_like_tcvn3(words):
        meant = "".join(TCVN3.get(each, each) for each in words)
    elif _looks_like_vni(words):
        meant = _VNI.sub(lambda found: VNI[found[0]], words)
    else:
        return None
    return meant if _is_vietnamese(meant) else None


def suspicious(words: str) -> list[str]:
    """What looks damaged beyond repair, as it stands in the words, each once.

    Words converted twice ("cơng tác", "suy thối"), and letters of another script that look Latin
    ("ҺỌເ"). For a warning only: the person knows what was meant.
    """
    damaged = [found[0] for found in _DAMAGE.finditer(unicodedata.normalize("NFC", words))]
    mixed = [word for word in _WORD.findall(words) if _is_mixed(word)]
    return list(dict.fromkeys([*damaged, *mixed]))


def _looks_like_vni(words: str) -> bool:
    signs = [each for each in words if each in _VNI_SIGNS]
    modern = sum("\u1ea0" <= each <= "\u1ef9" or each in "ăđơưĂĐƠƯ" for each in words)
    enough = len(signs) >= _FEWEST_SIGNS and len(set(signs)) > 1
    return enough and modern * _MODERN_IN < sum(map(str.isalpha, words))


def _is_vietnamese(words: str) -> bool:
    """Whether most words, single letters aside, could be syllables with at most one tone each."""
    found = [word.lower() for word in _WORD.findall(words) if len(word) > 1]
    syllables = [word for word in found if _is_syllable(unicodedata.normalize("NFD", word))]
    return bool(found) and len(syllables) >= _MOSTLY * len(found)


def _is_syllable(word: str) -> bool:
    bare = "".join(each for each in word if not unicodedata.combining(each)).replace("đ", "d")
    return len(_TONES.findall(word)) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _is_mixed(word: str) -> bool:
    """Letters of another script beside Latin ones."""
    scripts = {unicodedata.name(each, "").split(" ")[0] for each in word}
    return "LATIN" in scripts and bool(scripts & _LOOK_LATIN)
