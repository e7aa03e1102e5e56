/** Building blocks of the page: elements with attributes, listeners and children, in one call. */

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. Attributes that begin with "on" are listeners; null, undefined and false ones are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
}

/** Puts children in place of what an element holds. */
export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** A drop-down list; `options` are [value, text] pairs. */
export function choice(label, options, value, onChange) {
  if (options.length < 2) {
    return null;
  }
  return h("label", { class: "choice" }, label + " ",
    h("select", { "data-key": "choice " + label, onchange: event => onChange(event.target.value) },
      options.map(([key, text]) =>
        h("option", { value: key, selected: String(key) === String(value) }, text))));
}

/** A button that looks pressed while its mode is on. */
export function toggle(text, on, onClick, title) {
  return h("button",
    { type: "button", "aria-pressed": String(on), "data-key": "toggle " + text, title, onclick: onClick }, text);
}

/** A figure: a picture under a caption. */
export function figure(caption, ...content) {
  return h("figure", {}, h("figcaption", {}, caption), content);
}
