// Asking the worker, which may fail to start, stop, or take long.

const PAUSES = [500, 2000, 5000]; // milliseconds before a worker that died is started again
const SLOW = 4000; // milliseconds without an answer that a reader is told of
const BEAT = 5000; // milliseconds between two signs of life that are asked for
const DEAD = 25000; // milliseconds without one

/**
 * {ask, drop, wake}: ask a question, forget the last one, start the worker before there is one. Then it calls
 * `show(answer, isAsked)`, where `isAsked()` says whether no other question has been asked since; `slow()`; or `fail()`.
 */
export function asker(script, { show, slow, fail }) {
  let worker;
  let number = 0;
  let question; // that is not answered to its end
  let deaths = 0;
  let heard; // when the worker last gave a sign of life
  let late; // timers
  let beat;

  function wake() {
    if (worker) return;
    try {
      worker = new Worker(script, { type: "module" });
    } catch (failure) {
      if (question) giveUp();
      return;
    }
    worker.onmessage = ({ data }) => listen(data);
    worker.onerror = die;
    heard = Date.now();
    const root = new URL(document.documentElement.dataset.root, location);
    worker.postMessage({ index: new URL("search-index/", root).href });
    if (question) worker.postMessage({ number, question });
  }

  function listen({ number: of, answer, failure }) {
    heard = Date.now();
    if (of !== number || !(answer || failure)) return;
    deaths = 0;
    if (!(answer && answer.more_soon)) settle();
    if (answer) show(answer, () => of === number);
    else fail();
  }

  /** The worker is no more: another one is asked the same, after a while; after some, nobody. */
  function die() {
    worker.terminate();
    worker = undefined;
    if (!question) return;
    if (deaths === PAUSES.length) {
      giveUp();
      return;
    }
    setTimeout(() => question && wake(), PAUSES[deaths]);
    deaths += 1;
  }

  function giveUp() {
    settle();
    deaths = 0;
    fail();
  }

  function settle() {
    question = undefined;
    clearTimeout(late);
    clearInterval(beat);
  }

  function listenForLife() {
    if (!worker) return;
    if (Date.now() - heard > DEAD) die();
    else worker.postMessage({ ping: number });
  }

  function drop() {
    settle();
    number += 1;
  }

  function ask(asked) {
    drop();
    question = asked;
    late = setTimeout(slow, SLOW);
    beat = setInterval(listenForLife, BEAT);
    heard = Date.now();
    if (worker) worker.postMessage({ number, question });
    else wake();
  }

  return { ask, drop, wake };
}
