/** Keys that work everywhere on the page, but for those that a focused field or picture needs itself. */

export const KEYS = [
  ["1 … 9, 0, -", "the views, in their order"],
  ["[ and ]", "the view before, the view after"],
  [", and .", "a step back, a step on; Home and End to the first and last"],
  ["space", "play, pause"],
  ["arrow keys", "from cell to cell of the picture that has the focus; Enter chooses"],
  ["Tab", "from picture to picture, and to every control"],
  ["p", "prediction mode: gradients are hidden until they are guessed"],
  ["t", "light or dark"],
  ["?", "this help"],
];

const STEPS = { ",": "back", ".": "on", " ": "play", Home: "first", End: "last" };

/** Calls actions {view(number), move(by), predict(), theme(), help()} as keys are pressed. */
export function listen(actions) {
  document.addEventListener("keydown", event => {
    const typing = event.target.matches("input[type=text], input[type=number], select, textarea, summary");
    const onButton = event.key === " " && event.target.matches("button, a");
    const onSlider = ["Home", "End"].includes(event.key) && event.target.matches("input");
    if (typing || onButton || onSlider || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const place = "1234567890-".indexOf(event.key);
    if (event.key in STEPS) {
      const button = document.querySelector(`.player [data-action=${STEPS[event.key]}]`);
      if (!button) {
        return;
      }
      button.click();
    } else if (place >= 0) {
      actions.view(place);
    } else if (event.key === "[" || event.key === "]") {
      actions.move(event.key === "]" ? 1 : -1);
    } else if (event.key === "p") {
      actions.predict();
    } else if (event.key === "t") {
      actions.theme();
    } else if (event.key === "?") {
      actions.help();
    } else {
      return;
    }
    event.preventDefault();
  });
}
