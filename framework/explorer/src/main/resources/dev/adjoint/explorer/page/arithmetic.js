/** The arithmetic of windows along one axis: {input, kernel, stride, dilation, before, after, output}. */

/** An axis of one cell with a window of one cell, for the height of what has a width only. */
export const UNIT = { input: 1, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0, output: 1 };

/** The input cell that cell k of window o reads; outside 0 to input - 1 it is padding. */
export function source(axis, o, k) {
  return o * axis.stride - axis.before + k * axis.dilation;
}

export function inside(axis, cell) {
  return cell >= 0 && cell < axis.input;
}

/** The window that reads an input cell with cell k of the kernel, or -1 if none does. */
export function windowOf(axis, cell, k) {
  const distance = cell + axis.before - k * axis.dilation;
  const o = distance / axis.stride;
  return Number.isInteger(o) && o >= 0 && o < axis.output ? o : -1;
}

/** How many windows read an input cell. */
export function readers(axis, cell) {
  let count = 0;
  for (let k = 0; k < axis.kernel; k++) {
    count += windowOf(axis, cell, k) >= 0 ? 1 : 0;
  }
  return count;
}

/** The cells a window spans, with the gaps that dilation leaves. */
export function extent(axis) {
  return axis.dilation * (axis.kernel - 1) + 1;
}

/** The cells at the end that the stride leaves over: (input + before + after - extent) mod stride. */
export function leftOver(axis) {
  return (axis.input + axis.before + axis.after - extent(axis)) % axis.stride;
}

/**
 * Where the transposed convolution looks: the output gradient, spread out by the stride, from `first` to `last`. A place
 * is {output: o} where an output's gradient stands, {zero: true} between two, {padding: true} outside.
 */
export function spread(axis) {
  const first = axis.before - axis.dilation * (axis.kernel - 1);
  const places = [];
  for (let j = first; j < first + axis.input + extent(axis) - 1; j++) {
    if (j < 0 || j > (axis.output - 1) * axis.stride) {
      places.push({ padding: true });
    } else {
      places.push(j % axis.stride === 0 ? { output: j / axis.stride } : { zero: true });
    }
  }
  return places;
}
