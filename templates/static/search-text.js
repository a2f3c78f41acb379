// How text becomes searchable in the browser: the same rules as disclosure/text/normalise.py, kept in step by the shared
// examples of tests/data/normalise-vectors.json.

// Click letters of the phonetic alphabet: letters to every tokeniser, and never part of a Chinese document.
export const SINGLE = "\u01c0";
export const NUMBER = "\u01c1";
export const PINYIN = "\u01c2";
export const BREAK = "\u01c3";
const POINT = "\ua78f"; // a decimal point

const LETTER = /^[\p{L}\p{N}]$/u;
const MARKS = /\p{M}/gu;
const HAN = /^[\u4e00-\u9fff]$/;
const SPACE = /^[\p{Z}\p{Cc}\p{Cf}°]$/u;
const ZERO = /^[零〇○◯]$/;
const LIKE_ZERO = /[OoＯｏ0０]/g;
// Written as text: a browser that cannot look behind fails when it is used, not when this file is read.
const NUMBERS = String.raw`(?<separator>(?<=\p{Nd})[,，](?=\p{Nd}{3}(?!\p{Nd})))|(?<point>(?<=\p{Nd})[.．·・](?=\p{Nd}))|[一二三四五六七八九][一二三四五六七八九零〇○◯OoＯｏ0０]+(?![A-Za-z0-9Ａ-Ｚａ-ｚ０-９])`;

let numbers;
const pattern = () => numbers || (numbers = new RegExp(NUMBERS, "gu"));

/** A text of the same length with its numbers as they are meant: 100,000 and 2.5 and 二OO四. */
const numbersRead = (text) =>
  text.replace(pattern(), (found, separator, point) => (separator ? " " : point ? POINT : found.replace(LIKE_ZERO, "零")));

/**
 * The rules {fold, letters, phrase, numberKey} with their tables: traditional characters in step with the simplified ones,
 * and the common stretches of letters.
 */
export function textRules({ traditional, simplified, common }) {
  const to = [...simplified];
  const table = new Map([...traditional].map((character, at) => [character, to[at]]));
  const known = new Map();

  /** One character as searched: plain letters, "" for space, BREAK for punctuation. */
  function foldCharacter(character) {
    if (HAN.test(character)) return table.get(character) ?? character; // what follows would do the same, slowly
    if (ZERO.test(character)) return "零";
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
    for (const character of numbersRead(text)) {
      let folded = known.get(character);
      if (folded === undefined) known.set(character, (folded = foldCharacter(character)));
      for (const letter of folded) {
        if (letter === BREAK && (!found.length || found[found.length - 1] === BREAK)) continue;
        found.push(letter);
        places.push(place);
      }
      place += character.length;
    }
    if (found[found.length - 1] === BREAK) {
      found.pop();
      places.pop();
    }
    return { letters: found, places };
  }

  const fold = (text) => letters(text).letters.join("");

  /**
   * What a document must contain to contain the query: {tokens, endings, part}, as in normalise.py. What comes after the
   * last letter is unknown, so the last token is one of several.
   */
  function phrase(query) {
    const found = letters(query).letters;
    for (let at = found.length - 2; at >= 0; at -= 1) {
      const [first, ...rest] = found.slice(at);
      const known = rest.join("");
      if (common.includes(first + known)) continue;
      const longer = common.filter((stretch) => stretch !== known && stretch.startsWith(known));
      return { tokens: needed(found, at), endings: [known, ...longer].map((stretch) => first + stretch), part: "" };
    }
    return { tokens: [], endings: [], part: found.length ? found.join("") + SINGLE : "" };
  }

  /** The tokens before a place, "" for those whose letters, and breaks, all stand in others: the fewest, from the end; none that begins with a break. */
  function needed(found, before) {
    const row = found.slice(0, before).map((letter, at) => (letter === BREAK ? [] : token(found, at)));
    const kept = row.map(() => "");
    for (let end = before; end > 0; ) {
      end = row.findIndex((letters, at) => letters.length + at >= end);
      kept[end] = row[end].join("");
    }
    return kept;
  }

  /** The letters of the token at a place: one more than the longest common stretch there, or at the neighbour. */
  function token(found, at) {
    const own = longestCommon(found, at);
    const past = found[at + own - 1] !== BREAK;
    return found.slice(at, at + Math.max(2, own + past, 1 + longestCommon(found, at + 1)));
  }

  /** How many letters the longest common stretch has that begins at a place; 0 if none does. */
  function longestCommon(found, at) {
    const ahead = found.slice(at).join("");
    return Math.max(0, ...common.filter((stretch) => ahead.startsWith(stretch)).map(({ length }) => length));
  }

  const number =
    /^([\p{L}]{1,30})[^\p{L}\p{N}_]*(?:([0-9]{4})[^\p{L}\p{N}_]*(?:年[^\p{L}\p{N}_]*)?)?第?[^\p{L}\p{N}_]*([0-9]{1,6})[^\p{L}\p{N}_]*号?[^\p{L}\p{N}_]*$/u;

  /** The one form of a document number, whichever brackets or spaces it is written with; null if it is not one. */
  function numberKey(text) {
    const plain = [...text.normalize("NFKC").trim()].map((c) => table.get(c) ?? c).join("");
    const match = /[0-9]/.test(plain) && number.exec(plain); // to compile `number` takes a browser some 20 ms
    if (!match) return null;
    const prefix = fold(match[1].replace(/第$/u, "")).split(BREAK).join("");
    return prefix ? `${NUMBER}${prefix}${match[2] ?? ""}${BREAK}${Number(match[3])}` : null;
  }

  return { fold, letters, phrase, numberKey };
}
