// The page on which a reader verifies a citation. Nothing leaves the browser but the question for one document's file.
import { canDigest, certificate, squeezed, statusOn } from "./check-codes.js";
import { beside, inQuotes, judge, readCitation } from "./citation.js";
import { fill, link, make, say } from "./dom.js";
import { inWords, today } from "./validity.js";

const form = document.getElementById("ui-verify");
const answer = document.getElementById("ui-verdict");
const field = form.querySelector("textarea");
const words = answer.dataset;
const statuses = JSON.parse(words.statuses); // [status, its name here, its names in all languages]
const labels = Object.fromEntries(
  statuses.flatMap(([status, , names]) => names.map((name) => [squeezed(name).toLowerCase(), status])),
);

/** What the site answers for of a document; null where it has none of this name. */
const known = (id) => certificate(id).catch((error) => (error.isGone ? null : Promise.reject(error)));

async function verdict() {
  const citation = readCitation(field.value, labels);
  if (!citation) return ["none", null, citation];
  if (citation.quoted && !canDigest) return ["cannot", null, citation];
  let certified;
  try {
    certified = await known(citation.document);
  } catch {
    return ["unreached", null, citation];
  }
  return [await judge(citation, certified, today()), certified, citation];
}

/** What the site itself says: which document, its text since when, its status on the day. */
function* facts(certified, citation) {
  const { anchor, day } = citation;
  const texts = certified.texts.filter((one) => one.clauses[anchor]);
  yield [words.document, link(`/${certified.url.split("/").slice(-3).join("/")}#${anchor}`, certified.cited + texts[0].clauses[anchor].label)];
  if (certified.published_on) yield [words.published, inWords(certified.published_on)];
  const differs = (one, at) => at && one.clauses[anchor].sha256 !== texts[at - 1].clauses[anchor].sha256;
  const before = beside(citation, certified);
  if (before && !inQuotes(before)) yield [words.beside, before];
  const since = texts.filter(differs).map((one) => one.since);
  if (since.length) yield [words.since, since.map(inWords).join(words.between)];
  const status = day && day <= today() && statusOn(certified, day);
  if (status) yield [say(words.status, { day: inWords(day) }), statuses.find(([key]) => key === status)[1]];
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [kind, certified, citation] = await verdict();
  const shown = certified && !["unknown", "several"].includes(kind) ? [...facts(certified, citation)] : [];
  answer.dataset.verdict = kind;
  fill(
    answer,
    make("h2", "", document.getElementById(`ui-said-${kind}`).dataset.title),
    make("p", "", document.getElementById(`ui-said-${kind}`).textContent),
    ...(shown.length ? [make("dl", "", ...shown.map(([name, value]) => make("div", "", make("dt", "", name), make("dd", "", value))))] : []),
  );
  answer.hidden = false;
  answer.focus();
});
form.hidden = false;
