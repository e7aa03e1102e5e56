import { h, s } from "explorer/dom";

/** The buttons' pictures, in a box of 16 by 16. */
const ICONS = {
  first: "M2 3h2v10H2zM14 3v10L5 8z",
  back: "M12 3v10L4 8z",
  play: "M4 2.5v11L13 8z",
  pause: "M3 3h4v10H3zM9 3h4v10H9z",
  on: "M4 3v10l8-5z",
  last: "M12 3h2v10h-2zM2 3v10l9-5z",
};

/** Steps a second. */
const PACE = 3;

let timer = null;

export function stop() {
  clearInterval(timer);
  timer = null;
}

/**
 * Buttons that walk through steps 0 to `last`: to the start, back, play or pause, on, to the end; and a slider.
 *
 * @param step where it stands
 * @param last the last step
 * @param name what a step is called
 * @param onStep called with a new step
 */
export function player({ step, last, name, onStep }) {
  const go = to => onStep(Math.max(0, Math.min(last, to)));
  let current = step;
  const playing = timer !== null;
  const button = (label, key, action, icon = label) =>
    h("button", { type: "button", "aria-label": label, title: `${label} (${key})`, "data-action": label, "data-key": label, onclick: action },
      s("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: ICONS[icon] })));
  const play = () => {
    if (timer) {
      stop();
      go(current);
      return;
    }
    if (current >= last) {
      current = -1;
    }
    timer = setInterval(() => {
      if (current >= last) {
        stop();
        go(last);
      } else {
        current++;
        go(current);
      }
    }, 1000 / PACE);
    go(Math.max(0, current));
  };
  const slider = h("input", {
    type: "range", min: 0, max: last, value: step, "aria-label": name, "data-key": "slider " + name,
    oninput: event => { stop(); go(Number(event.target.value)); },
  });
  return h("div", { class: "player" },
    button("first", "Home", () => { stop(); go(0); }),
    button("back", ",", () => { stop(); go(current - 1); }),
    button("play", "space", play, playing ? "pause" : "play"),
    button("on", ".", () => { stop(); go(current + 1); }),
    button("last", "End", () => { stop(); go(last); }),
    slider,
    h("output", {}, `${name} ${step} of ${last}`));
}
