import { h, replace } from "explorer/dom";
import { number } from "explorer/format";

/** Prediction mode: gradients are hidden until the reader has said what they are. */

const revealed = new Set();

/** Whether a cell's number is still hidden. */
export function isHidden(state, key) {
  return Boolean(state.predict) && !revealed.has(key);
}

/** A guess counts as right within a hundredth of the number, so that it may be rounded. */
export function isRight(guess, answer) {
  return Number.isFinite(guess) && Math.abs(guess - answer) <= Math.max(0.01 * Math.abs(answer), 1e-6);
}

/** Reads a number as people write it: with a true minus sign, or a comma. */
export function parseGuess(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}

/**
 * A form that asks for one number.
 *
 * @param key the cell's key
 * @param question in words
 * @param answer the number
 * @param onReveal called when the number may be shown
 */
export function question({ key, question: words, answer, onReveal }) {
  const verdict = h("p", { class: "verdict", role: "status" });
  const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": words, "data-key": "guess" });
  const reveal = () => {
    revealed.add(key);
    onReveal();
  };
  const check = event => {
    event.preventDefault();
    const guess = parseGuess(input.value);
    if (Number.isNaN(guess)) {
      replace(verdict, "Write a number, such as −0.72.");
    } else if (isRight(guess, answer)) {
      verdict.className = "verdict right";
      replace(verdict, `Right: it is ${number(answer, 6)}.`);
      revealed.add(key);
      setTimeout(onReveal, 1200);
    } else {
      verdict.className = "verdict wrong";
      replace(verdict, answer !== 0 && isRight(-guess, answer) ? "The size is right, the sign is not." : "Not yet. Look at the products.");
    }
  };
  return h("form", { class: "question", onsubmit: check },
    h("label", {}, words + " ", input), h("button", {}, "Check"),
    h("button", { type: "button", onclick: reveal }, "Show"), verdict);
}
