"""What Word, Excel, PowerPoint and OFD files hide in tables, boxes, letters, fields, conditions and names; and what they show."""

import io
import zipfile

import pytest

from disclosure.rules.check import check_file

NUMBER = "11010519491231002X"
ERROR, WARNING = "attachment-not-clean", "attachment-perhaps-not-clean"


def _archive(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _word(body: str, styles: str = "") -> bytes:
    document = f"<w:document><w:body>{body}</w:body></w:document>"
    return _archive({"word/document.xml": document, "word/styles.xml": f"<w:styles>{styles}</w:styles>"})


def _p(run: str = "", paragraph: str = "") -> str:
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>内部意见</w:t></w:r></w:p>"


WHITE = "<w:color w:val='FFFFFF'/>"
DARK = "<w:shd w:val='clear' w:fill='1F4E79'/>"


def _rows(*cells: str, properties: str = "<w:tblStyle w:val='T'/>") -> str:
    rows = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{rows}</w:tbl>"


LOW = "<w:trPr><w:trHeight w:val='1' w:hRule='exact'/></w:trPr>"


def _table_style(inner: str, name: str = "T", based: str = "") -> str:
    on = f"<w:basedOn w:val='{based}'/>" if based else ""
    return f"<w:style w:type='table' w:styleId='{name}'>{on}{inner}</w:style>"


def _for(cells: str, shade: str = DARK) -> str:
    return f"<w:tblStylePr w:type='{cells}'><w:tcPr>{shade}</w:tcPr></w:tblStylePr>"


def _vml(attributes: str, inner: str = "") -> str:
    box = f"<v:textbox><w:txbxContent>{_p(WHITE)}</w:txbxContent></v:textbox>"
    return f"<w:p><w:r><w:pict><v:shape {attributes}>{inner}{box}</v:shape></w:pict></w:r></w:p>"


def _filled(inner: str) -> str:
    return f"<w14:textFill>{inner}</w14:textFill>"


OUTLINE = "<w14:textOutline><w14:solidFill><w14:srgbClr w14:val='000000'/></w14:solidFill></w14:textOutline>"
SYMBOLS = "".join(f"<w:r><w:sym w:font='Symbol' w:char='F0{ord(one):X}'/></w:r>" for one in NUMBER)


def _choices(value: str, before: str = "") -> str:
    item = f"<w:listItem w:displayText='同意' w:value='{value}'/>"
    return f"<w:sdt><w:sdtPr>{before}<w:dropDownList>{item}</w:dropDownList></w:sdtPr></w:sdt>"


LOCKED = "<w:lock w:val='sdtContentLocked'/>"


def _library(inner: str) -> bytes:
    space = "http://schemas.microsoft.com/office/2006/metadata/properties"
    return _archive(
        {"customXml/item1.xml": f"<p:p xmlns:p='{space}'><documentManagement>{inner}</documentManagement></p:p>"}
    )


def _excel(sheet: str = "", styles: str = "", **members: str) -> bytes:
    parts = {"xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>"}
    return _archive(parts | {"xl/styles.xml": f"<styleSheet>{styles}</styleSheet>"} | members)


RULE = "<conditionalFormatting sqref='A1'><cfRule type='expression' dxfId='0'/></conditionalFormatting>"
OWN = "<x14:cfRule><x14:dxf><font><color rgb='FFFFFFFF'/></font></x14:dxf></x14:cfRule>"


def _rule(inner: str) -> str:
    return f"<dxfs><dxf>{inner}</dxf></dxfs>"


def _defined(attributes: str, value: str) -> dict[str, str]:
    name = f"<definedName {attributes}>{value}</definedName>"
    return {"xl/workbook.xml": f"<workbook><definedNames>{name}</definedNames></workbook>"}


_CELL = "<sheetDataSet><sheetData><row><cell><v>{}</v></cell></row></sheetData></sheetDataSet>"
OTHER = f"<externalLink><externalBook>{_CELL}</externalBook></externalLink>"


def _shape(run: str, size: int = 100) -> str:
    where = f"<a:xfrm><a:off x='0' y='0'/><a:ext cx='{size}' cy='{size}'/></a:xfrm>"
    return f"<p:sp><p:spPr>{where}</p:spPr><p:txBody><a:p><a:r>{run}<a:t>内部</a:t></a:r></a:p></p:txBody></p:sp>"


def _picture(size: int, blip: str = "") -> str:
    where = f"<a:xfrm><a:off x='0' y='0'/><a:ext cx='{size}' cy='{size}'/></a:xfrm>"
    return f"<p:pic><p:blipFill><a:blip>{blip}</a:blip></p:blipFill><p:spPr>{where}</p:spPr></p:pic>"


def _filled_shape(size: int, words: str = "") -> str:
    where = f"<a:xfrm><a:off x='0' y='0'/><a:ext cx='{size}' cy='{size}'/></a:xfrm>"
    fill = "<a:solidFill><a:srgbClr val='C00000'/></a:solidFill>"
    return f"<p:sp><p:spPr>{where}{fill}</p:spPr><p:txBody><a:p><a:r>{words}</a:r></a:p></p:txBody></p:sp>"


def _slide(inner: str, **members: str) -> bytes:
    return _archive({"ppt/slides/slide1.xml": f"<p:sld>{inner}</p:sld>", **members})


def _letters(inner: str) -> str:
    return f"<a:rPr>{inner}</a:rPr>"


CLEAR = "<a:solidFill><a:srgbClr val='000000'><a:alpha val='0'/></a:srgbClr></a:solidFill>"
LINE = "<a:ln><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln>"
COMES = "<p:timing><p:cTn presetClass='entr'/></p:timing>"


def _tag(name: str) -> dict[str, str]:
    return {"ppt/tags/tag1.xml": f"<p:tagLst><p:tag name='{name}' val='李局长不同意'/></p:tagLst>"}


def _paper(inner: str) -> bytes:
    page = f"<P><Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>{inner}</P>"
    return _archive({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": page})


def _text(attributes: str = "", color: str = "") -> str:
    return f"<TextObject Boundary='10 10 50 5' {attributes}>{color}<TextCode>内部</TextCode></TextObject>"


SCAN = "<ImageObject Boundary='0 0 210 297'/>"
HALF = "<FillColor Value='0 0 0' Alpha='0'/>"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", _word(_rows(_p(WHITE)), _table_style("")), "1 hidden passages"),
        ("a.docx", _word(_rows(_p(), _p(WHITE)), _table_style(_for("firstRow"))), "1 hidden passages"),
        ("a.docx", _word(_rows(_p(WHITE)), _table_style("", based="B") + _table_style("", "B")), "1 hidden passages"),
        ("a.docx", _word(_rows(_rows(_p(), properties=""), _p(WHITE)), _table_style(_for("firstRow"))), "1 hidden"),
        (
            "a.docx",
            _word(
                _rows(_p(WHITE), properties="<w:tblStyle w:val='T'/><w:tblLook w:firstRow='0'/>"),
                _table_style(_for("firstRow")),
            ),
            "1 hidden passages",
        ),
        ("a.docx", _word(_rows(LOW + _p())), "1 hidden passages"),
        ("a.docx", _word(_vml("")), "1 hidden passages"),
        ("a.docx", _word(_vml("fillcolor='#fff'")), "1 hidden passages"),
        ("a.docx", _word(_vml("fillcolor='white [3212]' filled='t'")), "1 hidden passages"),
        ("a.docx", _word(_vml("filled='f'")), "1 hidden passages"),
        ("a.docx", _word(_vml("fillcolor='red' style='visibility:hidden'")), "1 hidden objects"),
        ("a.docx", _word(_vml("fillcolor='red' style='margin-left:2000pt'")), "1 passages outside the page"),
        ("a.docx", _word(_p(_filled("<w14:noFill/>"))), "1 hidden passages"),
        ("a.docx", _word(_p(_filled("<w14:solidFill><w14:schemeClr w14:val='bg1'/></w14:solidFill>"))), "1 hidden"),
        (
            "a.docx",
            _word(
                _p(
                    _filled(
                        "<w14:solidFill><w14:srgbClr w14:val='0'><w14:alpha w14:val='100000'/></w14:srgbClr></w14:solidFill>"
                    )
                )
            ),
            "1 hidden",
        ),
        ("a.docx", _word(_p("<w:spacing w:val='-400'/>")), "1 hidden passages"),
        ("a.docx", _word(_p("", "<w:spacing w:line='20' w:lineRule='exact'/>")), "1 hidden passages"),
        ("a.docx", _word(_p("", "<w:ind w:left='-20000'/>")), "1 passages outside the page"),
        ("a.docx", _word(_p("", "<w:ind w:firstLine='30000'/>")), "1 passages outside the page"),
        ("a.docx", _word(_p("<w:position w:val='-3000'/>")), "1 passages outside the page"),
        (
            "a.docx",
            _word(
                _p("", "<w:pStyle w:val='A'/>"),
                "<w:style w:styleId='A'><w:pPr><w:ind w:left='30000'/></w:pPr></w:style>",
            ),
            "1 passages outside the page",
        ),
        ("a.docx", _word(_rows("", properties="<w:tblInd w:w='-20000'/>")), "1 passages outside the page"),
        ("a.docx", _library("<审批意见>不同意</审批意见>"), "1 custom properties"),
        (
            "a.docx",
            _library("<SharedWithUsers><DisplayName>王某</DisplayName></SharedWithUsers>"),
            "1 names of authors",
        ),
        ("a.xlsx", _excel(**_defined("name='甲' hidden='1'", '"内部意见"')), "1 hidden names"),
        ("a.xlsx", _excel(**_defined("name='甲' hidden='1'", '{"甲","乙"}')), "1 hidden names"),
        ("a.xlsx", _excel("<scenarios><scenario name='甲' user='王某'/></scenarios>"), "1 names of authors"),
        ("a.xlsx", _excel(**{"xl/externalLinks/externalLink1.xml": OTHER.format("内部")}), "1 cells kept"),
        ("a.pptx", _slide(_shape(_letters(CLEAR))), "1 hidden passages"),
        ("a.pptx", _slide(_shape(_letters("<a:noFill/>"))), "1 hidden passages"),
        ("a.pptx", _slide(_shape("<a:rPr sz='100'/>")), "1 hidden passages"),
        ("a.ofd", _paper(_text("Alpha='0'")), "1 hidden passages"),
        ("a.ofd", _paper(_text("Fill='false'")), "1 hidden passages"),
        ("a.ofd", _paper(_text("Visible='false'")), "1 hidden objects"),
        ("a.ofd", _paper(_text("Size='0.2'")), "1 hidden passages"),
        ("a.ofd", _paper(_text("", HALF)), "1 hidden passages"),
        ("a.ofd", _paper("<ImageObject Boundary='0 0 9 9' Alpha='0'/>"), "1 hidden objects"),
    ],
)
def test_what_is_hidden_is_told(name: str, data: bytes, found: str) -> None:
    (problem,) = check_file(name, data)
    assert problem.code == ERROR
    assert str(problem.values["found"]).startswith(found)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", _word(_choices("李局长不同意")), "1 choices"),
        ("a.docx", _word(_choices("1", LOCKED)), "1 choices"),
        ("a.xlsx", _excel(RULE, _rule("<font><color rgb='FFFFFFFF'/></font>")), "1 conditions"),
        ("a.xlsx", _excel(RULE, _rule("<numFmt formatCode=';;;'/>")), "1 conditions"),
        ("a.xlsx", _excel(OWN), "1 conditions"),
        ("a.pptx", _slide(_shape("") + _picture(200)), "1 passages under pictures"),
        ("a.pptx", _slide(_shape("") + _filled_shape(200)), "1 passages under pictures"),
        ("a.pptx", _slide("", **_tag("NOTE")), "1 tags"),
    ],
)
def test_what_may_be_meant_is_a_warning(name: str, data: bytes, found: str) -> None:
    (problem,) = check_file(name, data)
    assert problem.code == WARNING
    assert str(problem.values["found"]).startswith(found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _word(_rows(_p(WHITE), _p()), _table_style(_for("firstRow")))),
        ("a.docx", _word(_rows(_p(), _p(WHITE)), _table_style(_for("band2Horz")))),
        ("a.docx", _word(_rows(_p(), _p(WHITE)), _table_style(_for("lastRow")))),
        ("a.docx", _word(_rows(_p(WHITE)), _table_style(f"<w:tcPr>{DARK}</w:tcPr>"))),
        ("a.docx", _word(_rows(_p(WHITE)), _table_style("", based="B") + _table_style(_for("firstRow"), "B"))),
        ("a.docx", _word(_rows(_p(WHITE)))),
        ("a.docx", _word(_rows(f"<w:tcPr>{DARK}</w:tcPr>" + _rows(_p(WHITE), properties="")), _table_style(""))),
        ("a.docx", _word(_vml("fillcolor='#c00000'"))),
        ("a.docx", _word(_vml("fillcolor='#c00'"))),
        ("a.docx", _word(_vml("", "<v:fill type='gradient'/>"))),
        ("a.docx", _word(_p(WHITE + _filled("<w14:solidFill><w14:schemeClr w14:val='accent1'/></w14:solidFill>")))),
        ("a.docx", _word(_p(OUTLINE + _filled("<w14:noFill/>")))),
        ("a.docx", _word(_p("<w:spacing w:val='-20'/>", "<w:spacing w:line='560' w:lineRule='exact'/>"))),
        ("a.docx", _word(_p("", "<w:ind w:left='420' w:firstLine='-420' w:hanging='420'/>"))),
        ("a.docx", _word("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" * 18)),
        ("a.docx", _word(_choices("1"))),
        ("a.docx", _word(_choices("同意"))),
        ("a.docx", _library("<TaxCatchAll>x</TaxCatchAll><_dlc_DocId>x</_dlc_DocId><lcf76f155>x</lcf76f155>")),
        ("a.xlsx", _excel(RULE, _rule("<font><color rgb='FF9C0006'/></font>"))),
        (
            "a.xlsx",
            _excel(
                RULE,
                _rule(
                    "<font><color theme='0'/></font><fill><patternFill><bgColor rgb='FFC00000'/></patternFill></fill>"
                ),
            ),
        ),
        ("a.xlsx", _excel(**_defined("name='_xlnm._FilterDatabase' hidden='1'", "Sheet1!$A$1:$B$9"))),
        ("a.xlsx", _excel(**_defined("name='甲' hidden='1'", "Sheet1!$A$1"))),
        ("a.xlsx", _excel(**_defined("name='甲'", '"乙"'))),
        ("a.pptx", _slide(_picture(200) + _shape(""))),
        ("a.pptx", _slide(_shape("") + _picture(50))),
        ("a.pptx", _slide(_filled_shape(200) + _shape(""))),
        ("a.pptx", _slide(_filled_shape(200, "<a:t>字</a:t>"))),
        ("a.pptx", _slide(_shape("") + _picture(200) + COMES)),
        ("a.pptx", _slide(_shape("") + _picture(200, "<a:alphaModFix amt='50000'/>"))),
        ("a.pptx", _slide(_shape(_letters(LINE + "<a:noFill/>")))),
        ("a.pptx", _slide("", **_tag("KSO_WM_UNIT_PRESET_TEXT"))),
        ("a.ofd", _paper(SCAN + _text("Alpha='0'"))),
        ("a.ofd", _paper(_text("Alpha='255' Size='3.7'"))),
    ],
)
def test_what_is_seen_is_let_through(name: str, data: bytes) -> None:
    assert check_file(name, data) == ()


def test_digits_that_are_signs_of_a_font() -> None:
    assert [one.code for one in check_file("a.docx", _word(f"<w:p>{SYMBOLS}</w:p>"))] == ["identity-number-in-file"]


def test_a_list_of_choices_is_told_where_it_stands_on_a_hidden_sheet() -> None:
    """And only there: the list itself is what readers choose from."""
    listed = "<dataValidations><dataValidation type='list'><formula1>{}</formula1></dataValidation></dataValidations>"
    assert check_file("a.xlsx", _excel(listed.format('"甲,乙"'))) == ()
    hidden = {"xl/workbook.xml": "<w><sheets><sheet state='veryHidden'/></sheets></w>"}
    (problem,) = check_file("a.xlsx", _excel(listed.format("Sheet2!$A$1:$A$9"), **hidden))
    assert problem.values["found"] == "1 hidden sheets"
