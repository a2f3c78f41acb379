// The worker of search_quality.py: answers with every hit in order, and with times; the site's own scripts do the work.
import { openIndex } from "./search-index.js";
import { byRank, findings } from "./search-query.js";
import { statusOn } from "./validity.js";

let opened;

self.addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; })); // whoever asked must hear

self.onmessage = async ({ data: { address, everything, text, day, folding } }) => {
  const started = performance.now();
  opened ??= openIndex(address);
  const index = await opened.view({ everything, soon: !folding });
  if (folding) {
    self.postMessage(await Promise.all(folding.map(async (words) => digest(index.rules.fold(words)))));
    return;
  }
  let answer, first, shown;
  for await (const { hits } of findings(index, text)) {
    shown = await shownAt(hits);
    first ??= shown;
    answer = hits.map(({ document, section }) => [document, section]);
  }
  self.postMessage({ hits: answer, first, shown });

  /** Milliseconds until the first ten results could be drawn. */
  async function shownAt(hits) {
    for (const hit of hits) hit.status = statusOn(index.facts(hit.document).timeline, day);
    hits.sort(byRank(index));
    await Promise.all(hits.slice(0, 10).map(({ document, place }) => index.piece(document, place)));
    return performance.now() - started;
  }
};

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
