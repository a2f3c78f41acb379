// Check codes, by the rule of disclosure/text/check_codes.py. tests/data/citation-vectors.json holds both to it.

export const SHORT = 16; // hexadecimal digits of a code: the beginning of a digest

const UNSEEN = /[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;

/** The characters of a text that are seen, in one width. */
export const squeezed = (text) => text.normalize("NFKC").replace(UNSEEN, "");

/** Whether this browser can calculate a digest: over http it may not. */
export const canDigest = Boolean(globalThis.crypto && crypto.subtle);

/** The SHA-256 of what is seen of a text, as 64 hexadecimal digits. */
export async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(squeezed(text))));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the site answers for of a document by its id; rejects where it cannot be had. */
export async function certificate(id) {
  const response = await fetch(`${document.documentElement.dataset.root}data/verify/${encodeURIComponent(id)}.json`);
  if (!response.ok) throw Object.assign(new Error(response.statusText), { isGone: response.status === 404 });
  return response.json();
}

/** The last of what has `since` or `on` that holds on a day; the first one has none. */
const last = (all, name, day) => all.filter((one) => one[name] === null || one[name] <= day).pop();

/** The text that holds on a day. */
export const textOn = (certified, day) => last(certified.texts, "since", day);

/** The status on a day. */
export const statusOn = (certified, day) => (last(certified.timeline, "on", day) || {}).status;
