import { diverging } from "explorer/color";
import { choice, figure, h } from "explorer/dom";
import { number, shape } from "explorer/format";
import { cellSize, grid, legend } from "explorer/grid";

/**
 * A tensor as a heat map with a legend: one plane of its last two axes, chosen by a list.
 *
 * @param options {title, tensor, key, plane, share, onPlane, onHover, tallest}
 */
export function tensorPanel({ title, tensor, key, plane = 0, share = 0.45, tallest = 220, onPlane, onHover }) {
  const { rows, columns, count } = tensor.plane;
  if (tensor.data.length === 0) {
    return figure(`${title} ${shape(tensor.shape)}`, h("p", {}, "No elements."));
  }
  const chosen = Math.min(plane, count - 1);
  const scale = diverging(tensor.largest);
  const values = tensor.planeData(chosen);
  const index = tensor.planeIndex(chosen);
  const picture = grid({
    key, rows, columns, values, scale, dtype: tensor.dtype, label: title,
    cell: cellSize(rows, columns, share, tallest),
    describe: i => {
      const place = [...index, Math.floor(i / columns), i % columns].slice(-Math.max(tensor.kept.length, 0));
      return `${title}${tensor.kept.length ? " " + shape(place) : ""} = ${number(values[i], 6)}`;
    },
    onHover,
  });
  const planes = Array.from({ length: count }, (_, i) => [i, shape([...tensor.planeIndex(i)]).replace("]", ", :, :]")]);
  return figure([title, " ", h("span", { class: "shape" }, shape(tensor.shape))],
    onPlane ? choice("plane", planes, chosen, value => onPlane(Number(value))) : null,
    picture.element, legend(scale), tensor.omission ? h("p", { class: "note" }, tensor.omission) : null);
}
