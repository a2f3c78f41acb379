// How text becomes searchable in the browser: the same rules as disclosure/normalise.py, kept in step by the shared
// examples of tests/data/normalise-vectors.json.

// Click letters of the phonetic alphabet: letters to every tokeniser, and never part of a Chinese document.
export const SINGLE = "\u01c0";
export const NUMBER = "\u01c1";
export const PINYIN = "\u01c2";
export const BREAK = "\u01c3";

const LETTER = /^[\p{L}\p{N}]$/u;
const MARKS = /\p{M}/gu;
const HAN = /^[\u4e00-\u9fff]$/;
const SPACE = /^[\p{Z}\p{Cc}\p{Cf}]$/u;

/**
 * The rules {fold, letters, phrase, numberKey} with their tables: traditional characters in step with the simplified ones,
 * and the common pairs of letters.
 */
export function textRules({ traditional, simplified, common }) {
  const to = [...simplified];
  const table = new Map([...traditional].map((character, at) => [character, to[at]]));
  const pairs = new Set(common);
  const known = new Map();

  /** One character as searched: plain letters, "" for space, BREAK for punctuation. */
  function foldCharacter(character) {
    if (HAN.test(character)) return table.get(character) ?? character; // what follows would do the same, slowly
    if (SPACE.test(character)) return "";
    const plain = character.normalize("NFKD").replace(MARKS, "").normalize("NFKC").toLowerCase();
    const kept = [...plain].filter((c) => LETTER.test(c) && (c < SINGLE || c > BREAK));
    if (!kept.length) return plain ? BREAK : "";
    return kept.map((c) => table.get(c) ?? c).join("");
  }

  /** The letters of a text, with single BREAKs between stretches, and the place in the text where each one stands. */
  function letters(text) {
    const found = [];
    const places = [];
    let place = 0;
    for (const character of text) {
      let folded = known.get(character);
      if (folded === undefined) known.set(character, (folded = foldCharacter(character)));
      for (const letter of folded) {
        if (letter === BREAK && (!found.length || found.at(-1) === BREAK)) continue;
        found.push(letter);
        places.push(place);
      }
      place += character.length;
    }
    if (found.at(-1) === BREAK) {
      found.pop();
      places.pop();
    }
    return { letters: found, places };
  }

  const fold = (text) => letters(text).letters.join("");

  /**
   * What a document must contain to contain the query: {tokens, endings, parts}, as in normalise.py. What comes after the
   * last letter is unknown, so the last token may be one of several.
   */
  function phrase(query) {
    const found = letters(query).letters;
    const row = found.slice(0, -2).map((first, at) => (first === BREAK ? "" : token(...found.slice(at, at + 3))));
    const [before, first, last] = [found.at(-3), found.at(-2), found.at(-1)];
    if (!last) return { tokens: [], endings: [], parts: [] };
    if (!first) return { tokens: [], endings: [], parts: [last + SINGLE] };
    if (first === BREAK) return { tokens: needed(row), endings: [], parts: [last + SINGLE] };
    if (!pairs.has(first + last)) {
      const longer = common.filter((pair) => pair.startsWith(last)).map((pair) => first + pair);
      return { tokens: needed(row, true), endings: [first + last, ...longer], parts: [] };
    }
    if (!before || before === BREAK) return { tokens: needed(row.slice(0, -1)), endings: [], parts: [first + last + SINGLE] };
    return { tokens: needed(row), endings: [], parts: [] };
  }

  /** A row of tokens with "" for those whose letters all stand in others; nothing else holds the last, if none follows. */
  function needed(row, followed = false) {
    const kept = row.map(() => "");
    for (let at = 0; at < row.length; ) {
      if (!row[at]) at -= 1; // the token before tells of a break
      kept[at] = row[at];
      at += [...row[at]].length;
    }
    if (row.length && !followed) kept[row.length - 1] = row.at(-1);
    return kept;
  }

  const token = (first, second, third) =>
    pairs.has(first + second) || pairs.has(second + third) ? first + second + third : first + second;

  const number =
    /^([\p{L}]{1,30})[^\p{L}\p{N}_]*(?:([0-9]{4})[^\p{L}\p{N}_]*(?:年[^\p{L}\p{N}_]*)?)?第?[^\p{L}\p{N}_]*([0-9]{1,6})[^\p{L}\p{N}_]*号?[^\p{L}\p{N}_]*$/u;

  /** The one form of a document number, whichever brackets or spaces it is written with; null if it is not one. */
  function numberKey(text) {
    const plain = [...text.normalize("NFKC").trim()].map((c) => table.get(c) ?? c).join("");
    const match = /[0-9]/.test(plain) && number.exec(plain); // to compile `number` takes a browser some 20 ms
    if (!match) return null;
    const prefix = fold(match[1].replace(/第$/u, "")).replaceAll(BREAK, "");
    return prefix ? `${NUMBER}${prefix}${match[2] ?? ""}${BREAK}${Number(match[3])}` : null;
  }

  return { fold, letters, phrase, numberKey };
}
