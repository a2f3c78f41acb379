// Files of the search index over a network that may be slow or break off: tried again, loaded once.

const PAUSES = [300, 1200, 3000]; // milliseconds before the second try and those after it
const PATIENCE = 30000; // milliseconds until a try without an answer is given up

/** What cannot be had: `isGone` where the server has no such file, as after a new publication. */
export class Unloaded extends Error {
  constructor(address, why, isGone) {
    super(`${why} ${address.pathname}`);
    this.isGone = isGone;
  }
}

/** A file as JSON. */
export const json = (address, options) => tried(address, options, (response) => response.json());

/** A file as bytes, read by `read`. */
export const bytes = (address, read) => tried(address, {}, async (response) => read(await response.arrayBuffer()));

/** What `read` makes of a file. What broke off, or cannot be read, is asked of the server itself the next time. */
async function tried(address, options, read) {
  for (let at = 0; ; at += 1) {
    try {
      return await once(address, at ? { ...options, cache: "reload" } : options, read);
    } catch (failure) {
      if (failure.isGone || at === PAUSES.length) throw failure.isGone ? failure : new Unloaded(address, failure, false);
    }
    await new Promise((resume) => setTimeout(resume, PAUSES[at]));
  }
}

async function once(address, options, read) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const response = await fetch(address, { ...options, signal: control.signal });
    if (response.status === 404 || response.status === 410) throw new Unloaded(address, response.status, true);
    if (!response.ok) throw new Error(response.status);
    return await read(response);
  } finally {
    clearTimeout(timer);
  }
}

/** A function that does its work at the first call and gives the same answer to every call; a failure is forgotten. */
export function kept(work) {
  const all = keptEach(work);
  return () => all();
}

/** The same, once for each name that it is called with. */
export function keptEach(work) {
  const answers = new Map();
  return (name) => {
    if (!answers.has(name)) {
      const answer = work(name);
      answers.set(name, answer);
      answer.catch(() => answers.delete(name));
    }
    return answers.get(name);
  };
}
