"""What an SVG may hold: pictures, and nothing that runs or is fetched."""

import pytest

from disclosure.frontmatter.attachments import parts
from disclosure.frontmatter.svg import MOST, UnreadableError, refused

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"'


def _told(inner: str) -> list[str]:
    return [one.what for one in refused(f"<svg {SPACES}>{inner}</svg>".encode())]


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<script xmlns=""/>',
        "<foreignObject><h:p>甲</h:p></foreignObject>",
        "<h:script>alert(1)</h:script>",
        '<h:a href="#x"/>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML"/>',
        '<g onclick="alert(1)"/>',
        '<g ONLOAD="alert(1)"/>',
        '<a href="https://elsewhere.example/"><text>甲</text></a>',
        '<a xlink:href="javascript:alert(1)"/>',
        '<a xlink:href=" java&#10;script:alert(1)"/>',
        '<use href="other.svg#part"/>',
        '<image href="//elsewhere.example/x.png"/>',
        '<image href="data:image/svg+xml,&lt;svg/&gt;"/>',
        '<image href="data:text/html,甲"/>',
        '<g xml:base="https://elsewhere.example/"/>',
        '<rect fill="url(https://elsewhere.example/#x)"/>',
        "<rect style=\"filter: URL( 'other.svg#x' )\"/>",
        '<rect style="fill: \\75rl(//elsewhere.example/x)"/>',
        '<rect style="fill: u/**/rl(//elsewhere.example/x)"/>',
        "<rect style=\"background: image-set('x.png' 1x)\"/>",
        "<style>@import '//elsewhere.example/x.css';</style>",
        "<style><![CDATA[rect { fill: url(x.svg#a) }]]></style>",
        "<style>@font-face { src: url(data:font/woff2;base64,AA) }</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="xlink:href" to="x"/>',
        '<set attributeName="onclick" to="x"/>',
        '<animate attributeName="fill" values="url(//elsewhere.example/x);red"/>',
        "<?xml-stylesheet href='x.css'?>",
        "<style>@imp<g/>ort '//elsewhere.example/x.css';</style>",
        "<style><g/>@import '//elsewhere.example/x.css';</style>",
        "<style><style/>@import '//elsewhere.example/x.css';</style>",
        '<a href="#a" ping="https://elsewhere.example/"/>',
    ],
)
def test_what_runs_or_is_fetched_is_refused(inner: str) -> None:
    assert _told(inner)


@pytest.mark.parametrize(
    "inner",
    [
        "<title>甲 &amp; 乙 (url)</title><desc>https://elsewhere.example/</desc>",
        '<use href="#a"/><use xlink:href="#a"/><rect fill="url(#a)" style="filter:url(\'#b\')" transform="rotate(3)"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>.a { fill: url(#a); font-family: '宋体' }</style>",
        '<animate attributeName="x" values="1;2"/>',
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li/></rdf:RDF></metadata>',
        "<!-- <script> --><text>&lt;script&gt; onload=</text>",
        '<a href=""/>',
    ],
)
def test_pictures_are_let_through(inner: str) -> None:
    assert _told(inner) == []


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE svg SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_nothing_is_expanded_or_fetched(head: str, encoding: str) -> None:
    assert [one.what for one in refused(f"{head}<svg {SPACES}>&c;&x;</svg>".encode(encoding))] == ["<!DOCTYPE>"]


def test_places_count_characters() -> None:
    found = refused(f"<svg {SPACES}>\n<text>甲乙</text><script/></svg>".encode())
    assert [(one.line, one.column) for one in found] == [(2, 16)]


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg/>", b"<svg xmlns='x'/>", b"\x1f\x8b\x08", b"<svg", "<svg>甲".encode("gb18030")]
)
def test_what_is_no_svg_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        refused(data)


@pytest.mark.parametrize("encoding", ["GB2312", "gbk", "Shift_JIS", "no-such"])
def test_one_in_an_encoding_that_is_not_known_is_told(encoding: str) -> None:
    with pytest.raises(UnreadableError):
        refused(f'<?xml version="1.0" encoding="{encoding}"?><svg {SPACES}><text>甲</text></svg>'.encode("gbk"))


def test_one_element_of_endless_attributes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_ATTRIBUTES", 1000)
    attributes = " ".join(f"a{n}='1234567'" for n in range(100_000))
    data = f"<svg {SPACES}><g {attributes}/></svg>"
    with pytest.raises(UnreadableError, match="too complex"):
        refused(data.encode())


def test_a_file_of_nothing_else_ends_soon() -> None:
    assert len(_told("<script/>" * 1000)) == MOST
