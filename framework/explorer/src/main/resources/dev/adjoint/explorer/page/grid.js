import { h, replace, s } from "explorer/dom";
import { exact, number, short } from "explorer/format";
import { hideTooltip, showTooltip } from "explorer/tooltip";

/** Cells smaller than this carry no number; those are in the tooltip and in the table. */
const LEGIBLE = 25;

/** How large cells may be so that a grid fits a share of the view's width, and the height of a projector. */
export function cellSize(rows, columns, share = 1, tallest = 300) {
  const width = document.getElementById("content").clientWidth - 40;
  const narrow = width < 560;
  const room = narrow ? width : width * share;
  return Math.max(4, Math.min(44, Math.floor(room / columns), Math.floor(tallest / rows)));
}

/**
 * A heat map of rows and columns that can be hovered, clicked and walked with the arrow keys, and read as a table.
 *
 * @param options
 *   key       tells this grid from others in the view
 *   rows, columns, cell
 *   values    one number a cell; undefined for a cell without one
 *   scale     of explorer/color
 *   kinds     for a cell, "padding", "zero", "untouched", "off" or null
 *   describe  for a cell, the words for tooltip and listeners
 *   text      for a value in the scale's unit, what stands in the cell
 *   onHover   called with a cell, or null when the pointer has left
 *   onSelect  called with a cell that was clicked, or chosen with Enter
 *   start     the cell at which the arrow keys begin
 * @return {element, svg, update(values), mark(name, cells), pin(items)}
 */
export function grid(options) {
  const { rows, columns, cell, scale, key } = options;
  const kind = options.kinds ?? (() => null);
  const text = options.text ?? short;
  const legible = cell >= LEGIBLE;
  let values = options.values;
  let cursor = options.start ?? 0;

  const cells = [];
  const labels = [];
  const marks = new Map();
  const layer = s("g", {});
  const svg = s("svg", {
    class: "grid", style: `--mark-width: ${Math.max(1, Math.min(3, cell / 9))}`, width: columns * cell + 2, height: rows * cell + 2,
    viewBox: `-1 -1 ${columns * cell + 2} ${rows * cell + 2}`,
    tabindex: 0, role: "img", "data-key": key, "aria-label": `${options.label ?? key}: ${rows} by ${columns} cells; arrow keys read them`,
  }, layer);
  for (let i = 0; i < rows * columns; i++) {
    const x = (i % columns) * cell;
    const y = Math.floor(i / columns) * cell;
    const rect = s("rect", { x, y, width: cell, height: cell, class: "cell " + (kind(i) ?? ""), "data-cell": i });
    cells.push(rect);
    layer.append(rect);
    if (legible) {
      const label = s("text", { x: x + cell / 2, y: y + cell / 2, class: "number" });
      labels.push(label);
      layer.append(label);
    }
  }
  const pins = s("g", { class: "pins" });
  const overlay = s("g", { class: "marks" });
  svg.append(pins, overlay);

  function paint() {
    for (let i = 0; i < cells.length; i++) {
      const value = values[i];
      const plain = value === undefined || value === null || kind(i) === "padding" || kind(i) === "zero";
      cells[i].style.fill = plain ? "" : scale.color(value);
      if (legible) {
        const words = plain ? (kind(i) ? "" : "?") : text(value / scale.unit, i);
        labels[i].textContent = words;
        labels[i].setAttribute("font-size", Math.min(15, cell * 0.36, (1.35 * cell) / Math.max(1, words.length)));
        labels[i].style.fill = plain ? "" : scale.ink(value);
      }
    }
  }

  function mark(name, places) {
    marks.get(name)?.remove();
    const group = s("g", { class: "mark " + name }, places.filter(i => i >= 0).map(i => s("rect", {
      x: (i % columns) * cell + 1, y: Math.floor(i / columns) * cell + 1, width: cell - 2, height: cell - 2, rx: Math.min(3, cell / 6),
    })));
    marks.set(name, group);
    overlay.append(group);
  }

  /** Puts a coloured dot into the corner of each of some cells, given as {cell, color}. */
  function pin(items) {
    pins.replaceChildren(...items.map(item => s("circle", {
      cx: ((item.cell % columns) + 0.8) * cell, cy: (Math.floor(item.cell / columns) + 0.8) * cell, r: cell * 0.14, fill: item.color,
    })));
  }

  function describe(i) {
    return options.describe ? options.describe(i) : `row ${Math.floor(i / columns)}, column ${i % columns}: ${number(values[i], 6)}`;
  }

  function look(i, anchor) {
    cursor = i;
    mark("cursor", [i]);
    showTooltip(describe(i), anchor ?? cells[i].getBoundingClientRect());
    options.onHover?.(i);
  }

  function leave() {
    mark("cursor", []);
    hideTooltip();
    options.onHover?.(null);
  }

  const cellOf = event => event.target.dataset?.cell ?? cellAt(event);
  function cellAt(event) {
    const box = svg.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    return Math.max(0, Math.min(rows - 1, row)) * columns + Math.max(0, Math.min(columns - 1, column));
  }
  svg.addEventListener("pointermove", event => look(Number(cellOf(event))));
  svg.addEventListener("pointerleave", leave);
  svg.addEventListener("blur", leave);
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && look(cursor));
  svg.addEventListener("click", event => options.onSelect?.(Number(cellOf(event))));
  svg.addEventListener("keydown", event => {
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    if (event.key in moves) {
      const next = cursor + moves[event.key];
      const sameRow = Math.floor(next / columns) === Math.floor(cursor / columns);
      if (next >= 0 && next < cells.length && (sameRow || Math.abs(moves[event.key]) === columns)) {
        look(next);
      }
    } else if (event.key === "Enter") {
      options.onSelect?.(cursor);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  paint();
  const element = h("div", { class: "grid-box" }, svg, options.table === false ? null : table());
  return {
    element, svg, mark, pin,
    update(newValues) {
      values = newValues;
      paint();
    },
  };

  function table() {
    const body = h("div", { class: "table-scroll" });
    const details = h("details", { class: "as-table" }, h("summary", {}, "table"), body);
    details.addEventListener("toggle", () => details.open && replace(body, numbersTable(rows, columns, i => values[i], options.dtype)));
    return details;
  }
}

/** The numbers as text, with rows and columns numbered from 0. */
function numbersTable(rows, columns, value, dtype) {
  return h("table", { class: "numbers" },
    h("thead", {}, h("tr", {}, h("td"), Array.from({ length: columns }, (_, c) => h("th", { scope: "col" }, c)))),
    h("tbody", {}, Array.from({ length: rows }, (_, r) =>
      h("tr", {}, h("th", { scope: "row" }, r), Array.from({ length: columns }, (_, c) => {
        const number = value(r * columns + c);
        return h("td", {}, number === undefined || number === null ? "–" : exact(number, dtype));
      })))));
}

/** The scale's colours with its ends, to be put beside grids. */
export function legend(scale) {
  const stops = Array.from({ length: 11 }, (_, i) => scale.color(((i - 5) / 5) * scale.limit)).join(", ");
  return h("div", { class: "legend", role: "img", "aria-label": `colours from ${number(-scale.limit)} over 0 to ${number(scale.limit)}` },
    h("span", {}, number(-scale.limit, 3)), h("span", { class: "ramp", style: `background: linear-gradient(to right, ${stops})` }),
    h("span", {}, number(scale.limit, 3)),
    scale.unit === 1 ? null : h("span", {}, `· numbers in ${number(scale.unit)}`));
}
