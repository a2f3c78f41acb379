// What a result shows of the raw text: the stretch around the match, with the reader's words marked.
import { BREAK } from "./search-text.js";

const LENGTH = 120; // characters
const LEAD = 30;
const ENDS = ["。", "；", "：", "\n"]; // after these an excerpt may begin

/** {excerpt: [[text, isMarked], …], passage: {id, label} or null} of a piece as `index.piece` gives it. */
export function excerptOf({ rules }, piece, place, terms) {
  const { letters, places } = rules.letters(piece.text);
  const match = matchIn(rules, letters, piece.token, terms);
  if (match < 0) {
    const opening = piece.head.summary || piece.text.slice(0, LENGTH);
    return { excerpt: marked(rules, opening, terms), passage: null };
  }
  const start = places[match];
  const from = sentenceStart(piece.text, start);
  const passage = piece.passages.findLast(([, , offset]) => offset <= start);
  const text = piece.text.slice(from, from + LENGTH).replaceAll(/\s+/gu, " ");
  const cut = [from > 0 && !ENDS.includes(piece.text[from - 1]), from + LENGTH < piece.text.length];
  return {
    excerpt: marked(rules, `${cut[0] ? "…" : ""}${text}${cut[1] ? "…" : ""}`, terms),
    passage: passage ? { id: passage[0], label: passage[1] } : null,
  };
}

/** Where in the piece's letters the match stands: the token that was found, or else the first of the terms. */
function matchIn(rules, letters, token, terms) {
  const text = letters.join("");
  if (token >= 0) {
    let seen = -1;
    const at = letters.findIndex((letter) => letter !== BREAK && (seen += 1) === token);
    if (at >= 0) return at;
  }
  const found = terms.map((term) => text.indexOf(rules.fold(term))).filter((at) => at >= 0);
  return found.length ? [...text.slice(0, Math.min(...found))].length : -1;
}

/** The start of the sentence or line around a place, if it is near; else a little before the place. */
function sentenceStart(text, place) {
  const before = text.slice(Math.max(place - LEAD, 0), place);
  const cut = Math.max(...ENDS.map((sign) => before.lastIndexOf(sign)));
  return cut < 0 ? Math.max(place - LEAD, 0) : Math.max(place - LEAD, 0) + cut + 1;
}

/** A text as [stretch, isMarked] pairs: every occurrence of a term is marked, however it is written. */
export function marked(rules, text, terms) {
  const { letters, places } = rules.letters(text);
  const marks = new Array(text.length).fill(false);
  for (const term of terms.map((words) => [...rules.fold(words)]).filter((term) => term.length)) {
    for (let at = 0; at + term.length <= letters.length; at += 1) {
      if (!term.every((letter, offset) => letters[at + offset] === letter)) continue;
      const last = places[at + term.length - 1];
      marks.fill(true, places[at], last + String.fromCodePoint(text.codePointAt(last)).length);
    }
  }
  const stretches = [];
  for (let at = 0; at < text.length; at += 1) {
    if (stretches.length && stretches.at(-1)[1] === marks[at]) stretches.at(-1)[0] += text[at];
    else stretches.push([text[at], marks[at]]);
  }
  return stretches;
}
