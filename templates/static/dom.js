// Making elements.

/** Whether the page speaks Chinese; between a name and what it names stands another sign then. */
export const CHINESE = document.documentElement.lang.startsWith("zh");
export const COLON = CHINESE ? "：" : ": ";

/** An element with a class and children; strings become text. */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A link to an address of the site. */
export function link(href, ...children) {
  return set(make("a", "", ...children), { href: document.documentElement.dataset.root + href.slice(1) });
}

/** A button that does something. */
export function button(className, text, act) {
  const made = set(make("button", className, text), { type: "button" });
  made.addEventListener("click", act);
  return made;
}

/** Let these be all that an element holds. */
export function fill(element, ...children) {
  element.textContent = "";
  element.append(...children);
}

/** Words with values in the places of their names. */
export const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
