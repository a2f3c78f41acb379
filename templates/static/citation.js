// Reads a citation and judges it, by the rule of disclosure/library/verdicts.py. tests/data/citation-vectors.json holds both to it.
import { SHORT, digest, squeezed, statusOn, textOn } from "./check-codes.js";

const ADDRESS = /(https?:\/\/[^\s<>"#]*\/([^/\s<>"#]+)\/)#([^\s<>"（）()，。,;；]+)/;
const CODE = /(?:校验码|checkcode)([0-9a-f]{16})(?![0-9a-z])/;
const DAY = /(\d{4})年(\d{1,2})月(\d{1,2})日查|asof(\d{1,2})([a-z]{3})[a-z]*(\d{4})/;
const WORD = /[0-9A-Za-z\u3400-\u9fff]/;
const QUOTING = "“‘「『\"'";
const QUOTED = "”’」』\"'";
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
    quoted: WORD.test(quoted) ? quoted : "",
    code: code ? code[1] : null,
    status: labels[said.split(",")[0]] || null,
    day: at ? day(at) : null,
    more: ADDRESS.test(text.slice(found.index + found[0].length)),
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

/** What stands before the name on the line of a citation, squeezed; null where the name is another one. */
export function beside(citation, certified) {
  const known = certified.texts.map((one) => one.clauses[citation.anchor]).filter(Boolean);
  const names = known.flatMap(({ label }) => ["", ","].map((sign) => squeezed(certified.cited + sign + label)));
  const found = names.sort((one, other) => other.length - one.length).find((name) => citation.name.endsWith(name));
  return found === undefined ? null : citation.name.slice(0, citation.name.length - found.length);
}

/** Whether a citation of a document, null: one that is not known, says what was published until today. */
export async function judge(citation, certified, today) {
  const { anchor, day } = citation;
  if (citation.more) return "several";
  const known = certified ? certified.texts.filter((one) => one.clauses[anchor]) : [];
  if (!known.length || certified.url !== citation.address) return "unknown";
  const before = beside(citation, certified);
  if (before === null) return "name-differs";
  const quoted = citation.quoted || (inQuotes(before) ? before : "");
  if (!citation.code && !quoted) return "no-code";
  const coded = new Set(known.filter((one) => !citation.code || one.clauses[anchor].sha256.slice(0, SHORT) === citation.code));
  const worded = new Set();
  for (const one of known) if (!quoted || (await says(one, anchor, quoted))) worded.add(one);
  if (!coded.size || !worded.size) return "text-differs";
  if (day && day > today) return "coming";
  const ofDay = day ? [textOn(certified, day)] : known;
  if (!ofDay.some((one) => coded.has(one) && worded.has(one))) return "other-day";
  if (day && citation.status && citation.status !== statusOn(certified, day)) return "status-differs";
  return "confirmed";
}

/** Whether words before a name are what is quoted, and not the writer's own. */
export function inQuotes(words) {
  return words !== "" && QUOTING.includes(words[0]) && QUOTED.includes(words[words.length - 1]);
}

/** Whether these are the words of a place, or of a clause within it, in a text. */
async function says(text, anchor, quoted) {
  const plain = squeezed(quoted);
  const signs = [...(QUOTING + QUOTED)];
  let [start, end] = [0, plain.length];
  while (start < end && signs.includes(plain[start])) start += 1;
  while (end > start && signs.includes(plain[end - 1])) end -= 1;
  const label = squeezed(text.clauses[anchor].label);
  const readings = [plain, plain.slice(start, end)].flatMap((words) => [words, label + words]);
  const digests = await Promise.all(readings.map(digest));
  return Object.keys(text.clauses)
    .filter((key) => key === anchor || key.startsWith(`${anchor}-`))
    .some((key) => digests.includes(text.clauses[key].sha256));
}
