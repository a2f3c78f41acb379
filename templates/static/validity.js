// Validity on a day, by the rule of disclosure/model/validity.py. tests/data/validity-vectors.json holds both to it.
// A timeline is text such as ":not_yet_effective,2024-03-01:in_force"; days are ISO days, which sort as text.

/** @returns {{on: string, status: string}[]} the turns, in order; the first has an empty day: since ever. */
function turns(timeline) {
  return timeline.split(",").map((turn) => {
    const [on, status] = turn.split(":");
    return { on, status };
  });
}

/** The status on a day. */
export function statusOn(timeline, day) {
  return turns(timeline).filter((turn) => turn.on <= day).pop().status;
}

/** The first turn after a day, as {on, status}, or null where nothing is known to change. */
export function nextTurn(timeline, day) {
  return turns(timeline).find((turn) => turn.on > day) ?? null;
}

/** How many days are left after this one until a last day, that day included: 0 on it, less than that when it is over. */
export function daysLeft(closes, day) {
  return Math.round((Date.parse(closes) - Date.parse(day)) / 86400000);
}

/** Today's day in Shanghai, whose law this is, wherever the reader is: eight hours before Greenwich, summer and winter. */
export function today() {
  return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
}

/** A day in the words of the page: 2026年12月1日, 1 December 2026. */
export function inWords(day) {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  const language = document.documentElement.lang;
  const form = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(new Date(day));
}
