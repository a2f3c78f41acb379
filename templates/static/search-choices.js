// The choices that narrow an answer down: boxes with counts, and what is chosen as chips, each to be taken off.
import { COLON, button, fill, make, set } from "./dom.js";

const FIRST = 6; // choices of a group that are shown at once
const OPEN = ["status", "library", "agency"]; // groups that are open from the beginning

/** {draw, chips}: boxes into `panel`, chips into `row`; `names` are [group, its name], `form` is what boxes belong to. */
export function choices({ panel, row, form, names, words, change }) {
  const open = new Map(); // what the reader opened or closed

  const labelled = (group, value) => (group === "status" ? words.status[value] || value : value);

  /** Boxes with the counts {group: [value, count][]}, those of `parameters` ticked. */
  function draw(counts, parameters) {
    const { name, value } = document.activeElement;
    const groups = names.map(([group, title]) => drawn(group, title, counts[group] || [], parameters.getAll(group)));
    fill(panel, ...groups.filter(Boolean));
    const focused = [...panel.querySelectorAll("input")].find((box) => box.name === name && box.value === value);
    if (focused && document.activeElement !== focused) focused.focus();
  }

  function drawn(group, title, counts, chosen) {
    const missing = chosen.filter((value) => !counts.some(([other]) => other === value)).map((value) => [value, 0]);
    const all = [...counts, ...missing].sort(([one], [other]) => chosen.includes(other) - chosen.includes(one));
    if (!all.length) return null;
    const boxes = all.map(([value, count]) => box(group, value, count, chosen.includes(value)));
    const rest = boxes.splice(Math.max(FIRST, chosen.length));
    if (rest.length) boxes.push(folded(`${group} rest`, words.rest.replace("{count}", rest.length), rest, false));
    const whole = set(make("div", "", ...boxes), { role: "group", "aria-label": title });
    return folded(group, title, [whole], OPEN.includes(group) || chosen.length > 0);
  }

  function folded(key, title, children, isOpen) {
    const made = make("details", "facet", make("summary", "", title), ...children);
    made.open = open.has(key) ? open.get(key) : isOpen;
    made.addEventListener("toggle", () => made.isConnected && open.set(key, made.open));
    return made;
  }

  function box(group, value, count, checked) {
    const made = set(make("input"), { type: "checkbox", name: group, value, form: form.id });
    made.checked = checked;
    return make("label", "", made, make("span", "", labelled(group, value)), make("span", "count", count === null ? "" : count));
  }

  /** What is chosen, each with a button that takes it off; the focus goes on to the next one. */
  function chips(parameters) {
    const chosen = names.flatMap(([group, title]) => parameters.getAll(group).map((value) => [group, title, value]));
    const buttons = chosen.map(([group, title, value], at) => {
      const text = `${title}${COLON}${labelled(group, value)}`;
      const chip = button("chip", text, () => {
        takeOff((box) => box.name === group && box.value === value);
        const next = row.querySelectorAll("button")[at] || row.querySelector("button") || form.elements.q;
        next.focus();
      });
      return set(chip, { "aria-label": words.take_off.replace("{name}", text) });
    });
    if (buttons.length > 1) buttons.push(button("chip-all", words.clear, () => {
      takeOff(() => true);
      form.elements.q.focus();
    }));
    fill(row, ...buttons.map((made) => make("li", "", made)));
    row.hidden = !buttons.length;
    return chosen.length;
  }

  function takeOff(isMeant) {
    for (const box of panel.querySelectorAll("input")) if (isMeant(box)) box.checked = false;
    change();
  }

  return { draw, chips };
}
