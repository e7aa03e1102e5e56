import { extent, leftOver } from "explorer/arithmetic";
import { shared } from "explorer/color";
import { figure, h } from "explorer/dom";
import { count, number } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, legend } from "explorer/grid";
import { Frame, inputGrid, missingConvolution, scene } from "explorer/views/conv-scene";

/** Which cells no window touches, and that their gradient is exactly zero. */
export const leftOverView = {
  id: "left-over",
  title: "Left-over rows",
  missing: missingConvolution,
  render(context) {
    const { conv, n, channel, controls, omission } = scene(context);
    if (omission || !conv.dx) {
      return [controls, omission ?? h("p", { class: "missing" }, "The loss does not depend on this convolution's input.")];
    }
    const { height, width } = conv;
    const frame = new Frame(conv);
    const coverage = conv.coverage();
    const untouched = coverage.map((reads, i) => (reads === 0 ? i : -1)).filter(i => i >= 0);
    const dx = conv.plane(conv.dx, n, channel, height.input, width.input);
    const notZero = untouched.filter(i => dx[i] !== 0);
    const cell = cellSize(frame.rows, frame.columns, 0.42);
    const scaleCount = shared(coverage);
    const scale = shared(dx);
    const where = i => `[${Math.floor(i / width.input)}, ${i % width.input}]`;
    const reads = inputGrid(frame, coverage, {
      key: "coverage", cell, scale: scaleCount, label: "windows that read each cell",
      describe: (row, column, i) => `x[${row}, ${column}] is read by ${count(coverage[i], "window")}`,
      onHover: i => gradient.mark("chosen", i === null ? [] : [frame.place(Math.floor(i / width.input), i % width.input)]),
    });
    const gradient = inputGrid(frame, dx, {
      key: "gradient", cell, scale, label: "input gradient",
      describe: (row, column, i) => `gradient of x[${row}, ${column}] = ${number(dx[i], 6)}${coverage[i] ? "" : ", exactly: no window reads it"}`,
      onHover: i => reads.mark("chosen", i === null ? [] : [frame.place(Math.floor(i / width.input), i % width.input)]),
    });
    return [
      h("p", { class: "lead" }, "A stride may leave cells over that no window reaches, and a dilation may skip some. Nothing that they hold can change the output, so their gradient is exactly zero. To forget them is the classic error in this gradient."),
      controls,
      h("div", { class: "stage" },
        figure("how many windows read each cell", reads.element),
        figure(["gradient ", formula("\\bar x"), conv.inputChannels > 1 ? `, channel ${channel}` : ""], gradient.element, legend(scale)),
        h("section", { class: "panel" },
          conv.rank === 2 ? axisLine("rows", height) : null,
          axisLine("columns", width),
          h("p", { "data-untouched": untouched.length }, h("strong", {}, count(untouched.length, "cell")), " of ", count(coverage.length, "cell"), " untouched",
            untouched.length ? ": " + untouched.slice(0, 12).map(where).join(", ") + (untouched.length > 12 ? ", …" : "") : "", "."),
          h("p", { class: "badge " + (notZero.length ? "unequal" : "equal"), "data-equal": String(notZero.length === 0) },
            notZero.length ? `✗ recorded gradients of untouched cells that are not 0: ${notZero.map(where).join(", ")}`
              : untouched.length ? "✓ the recorded gradient of each is exactly 0" : "✓ every cell is read, so nothing is left over"))),
    ];
  },
};

function axisLine(name, axis) {
  const rest = leftOver(axis);
  return [
    h("p", {}, `${name}: `, formula(`(${axis.input} + ${axis.before} + ${axis.after} - ${extent(axis)}) \\bmod ${axis.stride} = ${rest}`)),
    h("p", { class: "note" }, rest === 0 ? `The last window ends at the last of the ${name}.` : `The stride leaves ${rest} of the padded ${name} over at the end.`),
  ];
}
