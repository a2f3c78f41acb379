// Reads a citation and judges it, by the rule of disclosure/library/verdicts.py. tests/data/citation-vectors.json holds both to it.
import { SHORT, digest, squeezed, statusOn, textOn } from "./check-codes.js";

const ADDRESS = /(https?:\/\/[^\s<>"#]*\/([^/\s<>"#]+)\/)#([^\s<>"（）()，。,;；]+)/;
const CODE = /(?:校验码|checkcode)([0-9a-f]{16})(?![0-9a-z])/;
const DAY = /(\d{4})年(\d{1,2})月(\d{1,2})日查|asof(\d{1,2})([a-z]{3})[a-z]*(\d{4})/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The first citation in a text, or null; `labels` are statuses by their squeezed names, in small letters. */
export function readCitation(text, labels) {
  const found = ADDRESS.exec(text);
  if (!found) return null;
  const lines = text.slice(0, found.index).replace(/\n+$/, "").split("\n");
  let start = lines.length - 1; // a citation that was wrapped begins above, with the name of what is cited
  while (start > 0 && !/^\s*[《<"“]/.test(lines[start])) start -= 1;
  const [name, said] = parted(squeezed(lines.slice(start).join("")));
  const quoted = [...lines.slice(0, start), text.slice(found.index + found[0].length)].join("\n");
  const code = CODE.exec(said);
  const at = DAY.exec(said);
  return {
    address: found[1],
    document: plain(found[2]),
    anchor: plain(found[3]),
    name,
    quoted: squeezed(quoted) ? quoted : "",
    code: code ? code[1] : null,
    status: labels[said.split(",")[0]] || null,
    day: at ? day(at) : null,
  };
}

function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not written as addresses are: taken as it stands
  }
}

/** What stands before the last bracket of a line, and in it, which may hold others: 《某某办法（试行）》. */
function parted(whole) {
  const line = whole.replace(/,$/, "");
  let depth = 0;
  for (let at = line.length - 1; at >= 0 && line.endsWith(")"); at -= 1) {
    depth += (line[at] === ")") - (line[at] === "(");
    if (depth === 0) return [line.slice(0, at), line.slice(at + 1, -1).toLowerCase()];
  }
  return [line, ""];
}

function day([, year, month, number, numberEn, monthEn, yearEn]) {
  const parts = year ? [year, month, number] : [yearEn, MONTHS.indexOf(monthEn) + 1, numberEn];
  const written = parts.map((part) => String(part).padStart(2, "0")).join("-");
  return new Date(`${written}T00:00:00Z`).toJSON()?.slice(0, 10) === written ? written : null;
}

/** Whether a citation of a document, null: one that is not known, says what was published. */
export async function judge(citation, certified) {
  const { anchor } = citation;
  const known = certified ? certified.texts.map((one) => one.clauses[anchor]).filter(Boolean) : [];
  if (!known.length || certified.url !== citation.address) return "unknown";
  const names = known.flatMap(({ label }) => ["", ","].map((sign) => squeezed(certified.cited + sign + label)));
  if (!names.includes(citation.name)) return "name-differs";
  if (!citation.code && !citation.quoted) return "no-code";
  const words = citation.quoted ? await digest(citation.quoted) : null;
  const same = (clause) =>
    Boolean(clause)
    && (!citation.code || clause.sha256.slice(0, SHORT) === citation.code)
    && (!words || clause.sha256 === words);
  if (!known.some(same)) return "text-differs";
  if (citation.day) {
    const text = textOn(certified, citation.day);
    if (!text || !same(text.clauses[anchor])) return "other-day";
    if (citation.status && citation.status !== statusOn(certified, citation.day)) return "status-differs";
  }
  return "confirmed";
}
