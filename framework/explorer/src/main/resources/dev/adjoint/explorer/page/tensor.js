/** The numbers of one tensor, or of a block from its first corner where the whole was too big for the page. */
export class Tensor {
  /**
   * @param recorded {shape, kept, data} as the page's data has it
   * @param dtype "float32" or "float64"
   */
  constructor(recorded, dtype) {
    this.shape = recorded.shape;
    this.kept = recorded.kept;
    this.dtype = dtype;
    this.data = (dtype === "float32" ? Float32Array : Float64Array).from(recorded.data);
    this.strides = strides(this.kept);
  }

  get size() {
    return this.shape.reduce((a, b) => a * b, 1);
  }

  /** Whether no element was left out. */
  get whole() {
    return this.data.length === this.size;
  }

  /** The element at an index; undefined if it lies outside or was left out. */
  at(...index) {
    let flat = 0;
    for (let axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= this.kept[axis]) {
        return undefined;
      }
      flat += index[axis] * this.strides[axis];
    }
    return this.data[flat];
  }

  /** The element at a flat place in the whole tensor; undefined if it was left out. */
  atFlat(place) {
    return this.whole ? this.data[place] : this.at(...unflatten(place, this.shape));
  }

  /** The largest absolute value that is a number. */
  get largest() {
    let largest = 0;
    for (const value of this.data) {
      if (Number.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** What was left out, in words; empty if nothing was. */
  get omission() {
    if (this.whole) {
      return "";
    }
    const parts = this.kept
      .map((kept, axis) => (kept < this.shape[axis] ? `the first ${kept} of ${this.shape[axis]} along axis ${axis}` : null))
      .filter(Boolean);
    return "Shown: " + parts.join(" and ") + ".";
  }

  /** The sizes of the last two axes, as rows and columns; fewer axes count as rows of 1. */
  get plane() {
    const [rows, columns] = [1, 1, ...this.kept].slice(-2);
    return { rows, columns, count: rows * columns === 0 ? 0 : this.data.length / (rows * columns) };
  }

  /** The numbers of one plane: the last two axes at a place along the axes before. */
  planeData(number) {
    const { rows, columns } = this.plane;
    return this.data.subarray(number * rows * columns, (number + 1) * rows * columns);
  }

  /** The index of a plane along the axes before the last two. */
  planeIndex(number) {
    return unflatten(number, this.kept.slice(0, -2));
  }
}

function strides(dims) {
  const result = new Array(dims.length);
  let stride = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    result[axis] = stride;
    stride *= dims[axis];
  }
  return result;
}

/** The index of a flat place in row-major order. */
export function unflatten(place, dims) {
  const index = new Array(dims.length);
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    index[axis] = place % dims[axis];
    place = Math.floor(place / dims[axis]);
  }
  return index;
}
