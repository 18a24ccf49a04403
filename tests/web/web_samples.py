"""Texts that a stranger may have written, for the tests of the server."""

HOSTILE = [
    "{{ 7*7 }}{% if x %}",
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '=HYPERLINK("http://evil.example")',
    "a\u202eb\u2066c",
    "NUL \x00 and \x1b[31m red",
    "line\r\nSet-Cookie: a=b\u2028next",
    '"quoted" \\ back',
]
