"""Text of strangers, made harmless for the program that will open it, and never more than that."""

from __future__ import annotations

from typing import Any, Final

from incidentmap.export.rows import between

#: Stands where a character cannot be written.
REPLACEMENT: Final = "\ufffd"

#: What XML 1.0 cannot hold, not even escaped.
_NOT_XML: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"

#: What a spreadsheet takes for the start of a formula: ``= + - @`` in any width, behind blanks and invisible
#: characters, which spreadsheets skip; or a leading tab, carriage return or line feed.
_FORMULA: Final = r"^(?:[\s\p{Z}\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])"


def scrub(value: Any) -> Any:
    r"""Replace lone surrogates, which are no characters, in a text or in every text of a nested list or dict.

    A pair of surrogates is the one character that it stands for.

    Examples
    --------
    >>> scrub({"a\ud800": ["\ud83d\ude00", 1, None]})
    {'a�': ['😀', 1, None]}
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {scrub(key): scrub(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrub(item) for item in value]
    return value


def without_nul(texts: Any) -> Any:
    r"""Replace NUL, which ends a text in C, in an Arrow array of texts.

    Examples
    --------
    >>> import pyarrow as pa
    >>> without_nul(pa.array(["a\x00b", None])).to_pylist()
    ['a�b', None]
    """
    import pyarrow.compute as pc

    return pc.replace_substring(texts, "\x00", REPLACEMENT)


def for_xml(texts: Any) -> Any:
    r"""Replace what XML cannot hold in an Arrow array of texts.

    Examples
    --------
    >>> import pyarrow as pa
    >>> for_xml(pa.array(["a\x0bb\tc"])).to_pylist()
    ['a�b\tc']
    """
    import pyarrow.compute as pc

    return pc.replace_substring_regex(texts, _NOT_XML, REPLACEMENT)


def for_spreadsheet(texts: Any) -> Any:
    r"""Put an apostrophe before what a spreadsheet would run as a formula, in an Arrow array of texts.

    Examples
    --------
    >>> import pyarrow as pa
    >>> for_spreadsheet(pa.array(['=HYPERLINK("x")', " ＠SUM(1)", "Belgorod", None])).to_pylist()
    ['\'=HYPERLINK("x")', "' ＠SUM(1)", 'Belgorod', None]
    """
    import pyarrow.compute as pc

    clean = without_nul(texts)
    runs = pc.match_substring_regex(clean, _FORMULA)
    return pc.if_else(runs, between("'", clean, ""), clean)
