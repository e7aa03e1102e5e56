import { h } from "explorer/dom";

/** A formula in LaTeX, set by KaTeX, which also writes it as MathML for those who listen. */
export function formula(latex, display = false) {
  const element = h(display ? "div" : "span", { class: "formula" });
  globalThis.katex.render(latex, element, { displayMode: display, throwOnError: false, strict: false });
  return element;
}
