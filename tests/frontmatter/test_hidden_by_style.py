"""What styles, pages, properties and archives hide in attached files; and that ordinary files of the same making pass."""

import io
import struct
import zipfile

import pytest

from disclosure.rules.check import check_file

NUMBER = "11010519491231002X"
WORDS = "<w:r>{}<w:t>内部意见</w:t></w:r>"


def _archive(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _word(paragraph: str, styles: str = "", /, **members: str | bytes) -> bytes:
    body = f"<w:document><w:body>{paragraph}</w:body></w:document>"
    return _archive({"word/document.xml": body, "word/styles.xml": f"<w:styles>{styles}</w:styles>", **members})


WHITE = "<w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
IN_WHITE = f"<w:style w:type='paragraph' w:styleId='A'>{WHITE}</w:style>"
BASED = f"{IN_WHITE}<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/></w:style>"
SHADED = f"<w:style w:type='paragraph' w:styleId='A'><w:pPr><w:shd w:fill='1F4E79'/></w:pPr>{WHITE}</w:style>"
DEFAULTS = f"<w:docDefaults><w:rPrDefault>{WHITE}</w:rPrDefault></w:docDefaults>"
USUAL = f"<w:style w:type='paragraph' w:default='1' w:styleId='N'>{WHITE}</w:style>"
NAMED = "<w:rPr><w:rStyle w:val='A'/></w:rPr>"
BLACK = WHITE.replace("FFFFFF", "auto")


def _styled(style: str, run: str = "", paragraph: str = "") -> str:
    return f"<w:p><w:pPr><w:pStyle w:val='{style}'/>{paragraph}</w:pPr>{WORDS.format(run)}</w:p>"


def _box(fill: str) -> str:
    return (
        f"<w:p><w:r><wp:wsp><wps:spPr>{fill}</wps:spPr><w:txbxContent><w:p>{WORDS.format(WHITE)}</w:p>"
        "</w:txbxContent></wp:wsp></w:r></w:p>"
    )


def _glossary(gallery: str, words: str = "内部意见") -> dict[str, str | bytes]:
    run = WORDS.format("").replace("内部意见", words)
    part = f"<w:docPart><w:category><w:gallery w:val='{gallery}'/></w:category><w:p>{run}</w:p></w:docPart>"
    return {"word/glossary/document.xml": f"<w:glossaryDocument>{part}</w:glossaryDocument>"}


def _variable(name: str) -> dict[str, str | bytes]:
    return {
        "word/settings.xml": f"<w:settings><w:docVars><w:docVar w:name='{name}' w:val='内部'/></w:docVars></w:settings>"
    }


def _custom(namespace: str) -> dict[str, str | bytes]:
    return {"customXml/item1.xml": f"<a xmlns='{namespace}'><b>内部</b></a>", "customXml/itemProps1.xml": "<d>x</d>"}


def _core(inner: str) -> dict[str, str | bytes]:
    return {"docProps/core.xml": f"<cp:coreProperties>{inner}</cp:coreProperties>"}


ONE_SHEET = _archive({"xl/worksheets/sheet1.xml": "<w/>"})
TWO_SHEETS = _archive({"xl/worksheets/sheet1.xml": "<w/>", "xl/worksheets/sheet2.xml": "<w/>"})
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _excel(sheet: str, styles: str = "", strings: str = "") -> bytes:
    members: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>"}
    members |= {"xl/styles.xml": f"<styleSheet>{styles}</styleSheet>"} if styles else {}
    return _archive(members | ({"xl/sharedStrings.xml": f"<sst>{strings}</sst>"} if strings else {}))


CELL = "<row r='1'><c r='A1'{}><v>0</v></c></row>"


def _format(font: str, fill: str = "", number: str = "") -> str:
    numbers = f"<numFmts><numFmt numFmtId='200' formatCode='{number}'/></numFmts>"
    fills = f"<fills><fill><patternFill patternType='none'/></fill>{f'<fill>{fill}</fill>' if fill else ''}</fills>"
    xf = f"<xf fontId='0' fillId='{int(bool(fill))}' numFmtId='{200 if number else 0}'/>"
    return f"{numbers}<fonts><font>{font}</font></fonts>{fills}<cellXfs>{xf}</cellXfs>"


def _solid(color: str) -> str:
    return f"<patternFill patternType='solid'><fgColor {color}/></patternFill>"


STRING = "<si><r><rPr><color rgb='FFFFFFFF'/></rPr><t>内部</t></r></si>"
SHARED = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>"


def _shape(x: int, run: str = "", fill: str = "", placeholder: str = "") -> str:
    where = f"<a:xfrm><a:off x='{x}' y='0'/><a:ext cx='100' cy='100'/></a:xfrm>"
    return (
        f"<p:sp><p:nvPr>{placeholder}</p:nvPr><p:spPr>{where}{fill}</p:spPr>"
        f"<p:txBody><a:p><a:r><a:rPr>{run}</a:rPr><a:t>内部</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _solid_fill(color: str) -> str:
    return f"<a:solidFill><a:srgbClr val='{color}'/></a:solidFill>"


def _slides(shapes: str, master: str = "", layout: str = "") -> bytes:
    relation = "<Relationships><Relationship Type='x/{}' Target='../{}'/></Relationships>"
    return _archive(
        {
            "ppt/slides/slide1.xml": f"<p:sld>{shapes}</p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relation.format("slideLayout", "slideLayouts/slideLayout1.xml"),
            "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout>{layout}</p:sldLayout>",
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relation.format(
                "slideMaster", "slideMasters/slideMaster1.xml"
            ),
            "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster>{master}</p:sldMaster>",
            "ppt/presentation.xml": "<p:presentation><p:sldSz cx='1000' cy='1000'/></p:presentation>",
        }
    )


TITLE = "<p:ph type='title'/>"
IN_MASTER = f"<p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr>{_solid_fill('FFFFFF')}</a:defRPr></a:lvl1pPr></p:titleStyle></p:txStyles>"
DARK = f"<p:bg><p:bgPr>{_solid_fill('1F4E79')}</p:bgPr></p:bg>"
IN_LAYOUT = (
    f"<p:sp><p:nvPr>{TITLE}</p:nvPr><p:txBody><a:lstStyle><a:lvl1pPr><a:defRPr>{_solid_fill('FFFFFF')}</a:defRPr></a:lvl1pPr>"
    "</a:lstStyle></p:txBody></p:sp>"
)


def _open(body: str, automatic: str = "", named: str = "", kind: str = "text") -> bytes:
    return _archive(
        {
            "META-INF/manifest.xml": "<m/>",
            "content.xml": f"<o><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></o>",
            "styles.xml": f"<o><office:styles>{named}</office:styles></o>",
        }
    )


def _style(name: str, properties: str, family: str = "paragraph", parent: str = "") -> str:
    return f"<style:style style:name='{name}' style:family='{family}' style:parent-style-name='{parent}'>{properties}</style:style>"


LETTERS = "<style:text-properties fo:color='#ffffff'/>"
PARAGRAPH = "<text:p text:style-name='P1'>内部</text:p>"


def _meta(inner: str) -> bytes:
    return _archive({"META-INF/manifest.xml": "<m/>", "meta.xml": f"<o><office:meta>{inner}</office:meta></o>"})


def _paper(inner: str) -> bytes:
    page = f"<P><Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>{inner}</P>"
    return _archive({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": page})


def _text(boundary: str, color: str = "0 0 0") -> str:
    return f"<TextObject Boundary='{boundary}'><FillColor Value='{color}'/><TextCode>内部</TextCode></TextObject>"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", _word(_styled("A"), IN_WHITE), "1 hidden passages"),
        ("a.docx", _word(_styled("B"), BASED), "1 hidden passages"),
        ("a.docx", _word(f"<w:p>{WORDS.format('')}</w:p>", DEFAULTS), "1 hidden passages"),
        ("a.docx", _word(f"<w:p>{WORDS.format('')}</w:p>", USUAL), "1 hidden passages"),
        (
            "a.docx",
            _word(f"<w:p>{WORDS.format(NAMED)}</w:p>", IN_WHITE),
            "1 hid",
        ),
        ("a.docx", _word(_styled("A", WHITE.replace("FFFFFF", "1F4E79")), SHADED), "1 hidden passages"),
        ("a.docx", _word(_box("<a:noFill/>")), "1 hidden passages"),
        ("a.docx", _word("", **_variable("审批意见")), "1 document variables"),
        ("a.docx", _word("", **_custom("urn:of-somebody")), "1 custom XML parts"),
        ("a.docx", _word("", **_glossary("autoTxt")), "1 building blocks"),
        ("a.docx", _word("", **_core("<dc:description>李局长不同意</dc:description>")), "1 remarks in the properties"),
        ("a.docx", _word("<w:p><w:pPr><w:framePr w:x='30000'/></w:pPr></w:p>"), "1 passages outside the page"),
        ("a.docx", _word("", **{"word/embeddings/a.xlsx": TWO_SHEETS}), "1 embedded files"),
        (
            "a.docx",
            _word("", **{"word/embeddings/oleObject1.bin": OLE + "Ole10Native".encode("utf-16-le")}),
            "1 embedded",
        ),
        ("a.pptx", _archive({"ppt/embeddings/a.docx": _word("")}), "1 embedded files"),
        ("a.xlsx", _excel(f"<sheetFormatPr defaultColWidth='0'/>{CELL.format('')}"), "1 hidden columns"),
        ("a.xlsx", _excel(f"<sheetFormatPr defaultRowHeight='0'/>{CELL.format('')}"), "1 hidden rows"),
        ("a.xlsx", _excel(CELL.format(""), _format("<color rgb='FFFFFFFF'/>")), "1 hidden passages"),
        (
            "a.xlsx",
            _excel(CELL.format(" s='0'"), _format("<color theme='0'/>", _solid("rgb='FFFFFFFF'"))),
            "1 hidden passages",
        ),
        ("a.xlsx", _excel(CELL.format(" s='0'"), _format("<color indexed='9'/>")), "1 hidden passages"),
        (
            "a.xlsx",
            _excel(CELL.format(""), _format("<color rgb='FFC00000'/>", _solid("rgb='FFC00000'"))),
            "1 hidden passages",
        ),
        ("a.xlsx", _excel(CELL.format(""), _format("", number="[白色]General")), "1 hidden passages"),
        (
            "a.xlsx",
            _excel(CELL.format(""), _format("", number="&quot;&quot;;&quot;&quot;;&quot;&quot;")),
            "1 hidden passages",
        ),
        ("a.xlsx", _excel(SHARED, strings=STRING), "1 hidden passages"),
        ("a.pptx", _slides(_shape(2000)), "1 passages outside the page"),
        ("a.pptx", _slides(_shape(-200)), "1 passages outside the page"),
        ("a.pptx", _slides(_shape(0, _solid_fill("FFFFFF"))), "1 hidden passages"),
        ("a.pptx", _slides(_shape(0, "<a:solidFill><a:schemeClr val='bg1'/></a:solidFill>")), "1 hidden passages"),
        ("a.pptx", _slides(_shape(0, placeholder=TITLE), IN_MASTER), "1 hidden passages"),
        ("a.pptx", _slides(_shape(0, placeholder=TITLE), "", IN_LAYOUT), "1 hidden passages"),
        ("a.odt", _open(PARAGRAPH, _style("P1", LETTERS)), "1 hidden passages"),
        ("a.odt", _open(PARAGRAPH, _style("P1", "", parent="内"), _style("内", LETTERS)), "1 hidden passages"),
        (
            "a.odt",
            _open(PARAGRAPH, "", _style("P1", LETTERS.replace("color='#ffffff'", "font-size='1pt'"))),
            "1 hidden",
        ),
        ("a.odp", _open(f"<draw:page>{PARAGRAPH}</draw:page>", _style("P1", LETTERS), kind="presentation"), "1 hidden"),
        ("a.odt", _meta("<dc:description>李局长不同意</dc:description>"), "1 remarks in the properties"),
        ("a.odt", _meta("<meta:template xlink:href='../../C:/Users/王某/a.ott'/>"), "1 names of authors"),
        (
            "a.ofd",
            _archive(
                {"OFD.xml": "<OFD><Versions><Version Current='false'/><Version Current='true'/></Versions></OFD>"}
            ),
            "1 earl",
        ),
        ("a.ofd", _paper(_text("300 10 50 5")), "1 passages outside the page"),
        ("a.ofd", _paper(_text("10 10 50 5", "255 255 255")), "1 hidden passages"),
    ],
)
def test_what_is_hidden_is_told(name: str, data: bytes, found: str) -> None:
    (problem,) = (one for one in check_file(name, data) if one.code == "attachment-not-clean")
    assert str(problem.values["found"]).startswith(found)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        (
            "a.docx",
            _word("", **_core("<dc:title>救助</dc:title><cp:keywords>暂不公开</cp:keywords>")),
            "1 subjects and keywords",
        ),
        ("a.docx", _word("", **_glossary("placeholder")), "1 placeholders with words"),
        ("a.xlsx", _excel(f"<sheetFormatPr zeroHeight='1'/>{CELL.format('')}"), "1 rows in a sheet"),
        ("a.zip", _archive({"a.txt": "x"}) + b"and more behind the end", "1 parts nobody refers to"),
    ],
)
def test_what_cannot_be_decided_is_a_warning(name: str, data: bytes, found: str) -> None:
    (problem,) = check_file(name, data)
    assert problem.code == "attachment-perhaps-not-clean"
    assert str(problem.values["found"]).startswith(found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _word(_styled("A"), SHADED)),
        ("a.docx", _word(_styled("A", BLACK), IN_WHITE)),
        ("a.docx", _word(_styled("A", paragraph="<w:shd w:fill='C00000'/>"), IN_WHITE)),
        ("a.docx", _word(_styled("N", BLACK, "<w:shd w:fill='000000'/>"))),
        ("a.docx", _word(_box("<a:solidFill><a:srgbClr val='C00000'/></a:solidFill>"))),
        ("a.docx", _word(_box(""))),
        ("a.docx", _word("", **_variable("commondata"))),
        ("a.docx", _word("", **_custom("http://schemas.openxmlformats.org/officeDocument/2006/bibliography"))),
        ("a.docx", _word("", **_custom("http://www.wps.cn/officeDocument/2013/wpsCustomData"))),
        ("a.docx", _word("", **_glossary("placeholder", "单击或点击此处输入文字。"))),
        ("a.docx", _word("", **_glossary("placeholder", "Click or tap to enter a date."))),
        ("a.docx", _word("", **_glossary("placeholder", "[文档标题]"))),
        ("a.docx", _word("", **_core("<dc:description>generated by python-docx</dc:description>"))),
        ("a.docx", _word("", **_core("<dc:title>关于救助的通知</dc:title><cp:keywords>救助；通知</cp:keywords>"))),
        ("a.docx", _word("", **{"word/embeddings/a.xlsx": ONE_SHEET})),
        ("a.docx", _word("", **{"word/embeddings/oleObject1.bin": OLE + "Equation Native".encode("utf-16-le")})),
        ("a.xlsx", _excel(CELL.format(""), _format("<color rgb='FFFFFFFF'/>", _solid("rgb='FF1F4E79'")))),
        ("a.xlsx", _excel(CELL.format(""), _format("<color theme='0'/>", _solid("theme='4'")))),
        ("a.xlsx", _excel(CELL.format(""), _format("<color theme='0' tint='-0.5'/>"))),
        ("a.xlsx", _excel(CELL.format(""), _format("", number="0;;"))),
        ("a.xlsx", _excel(SHARED, _format("", _solid("rgb='FF1F4E79'")), STRING)),
        ("a.pptx", _slides(_shape(-50))),
        ("a.pptx", _slides(_shape(0, _solid_fill("FFFFFF"), _solid_fill("C00000")))),
        ("a.pptx", _slides(_shape(0, "", _solid_fill("C00000")) + _shape(50, _solid_fill("FFFFFF")))),
        ("a.pptx", _slides(_shape(0, _solid_fill("FFFFFF")), DARK)),
        ("a.pptx", _slides(_shape(0, placeholder=TITLE), IN_MASTER + DARK)),
        (
            "a.odt",
            _open(PARAGRAPH, _style("P1", LETTERS + "<style:paragraph-properties fo:background-color='#c00000'/>")),
        ),
        (
            "a.odt",
            _open(
                PARAGRAPH,
                _style("P1", "<style:text-properties fo:color='#000000'/>", parent="内"),
                _style("内", LETTERS),
            ),
        ),
        (
            "a.odt",
            _open(
                PARAGRAPH,
                _style("P1", "<style:text-properties style:use-window-font-color='true' loext:opacity='0%'/>"),
            ),
        ),
        ("a.odt", _meta("<dc:title>救助</dc:title><meta:keyword>救助</meta:keyword>")),
        ("a.odt", _meta("<meta:user-defined meta:name='AppVersion'>16</meta:user-defined>")),
        ("a.odt", _archive({"META-INF/manifest.xml": "<m/>", "ObjectReplacements/Object 1": b"\1\2\3"})),
        ("a.ofd", _archive({"OFD.xml": "<OFD><Versions><Version Current='true'/></Versions></OFD>"})),
        ("a.ofd", _paper(_text("10 10 50 5"))),
        ("a.ofd", _paper("<PathObject/>" + _text("10 10 50 5", "255 255 255"))),
    ],
)
def test_what_is_seen_is_let_through(name: str, data: bytes) -> None:
    assert check_file(name, data) == ()


def _without_its_entry(data: bytes, name: str) -> bytes:
    """The archive with a member that only its own header names."""
    at = data.find(b"PK\1\2")
    entries = data[at : data.rfind(b"PK\5\6")].split(b"PK\1\2")[1:]
    kept = b"".join(b"PK\1\2" + entry for entry in entries if name.encode() not in entry)
    return data[:at] + kept + b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, len(kept), at, 0)


def test_a_member_that_the_directory_no_longer_names() -> None:
    data = _without_its_entry(_archive({"a.txt": "x", "b.txt": f"甲 {NUMBER}"}), "b.txt")
    assert [(one.code, one.values.get("found")) for one in check_file("a.zip", data)] == [
        ("identity-number-in-file", None),
        ("attachment-not-clean", "1 members outside the directory"),
    ]


@pytest.mark.parametrize("form", ["甲 {} 乙{}", "{}\0\1\2{}"])
@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_numbers_before_and_behind_an_archive(form: str, name: str) -> None:
    archive = _archive({"a.txt": "x"})
    before, behind = (form.format(*pair).encode() for pair in ((NUMBER, ""), ("", NUMBER)))
    for data in (before + archive, archive + behind):
        assert "identity-number-in-file" in [one.code for one in check_file(name, data)]
