import { UNIT, inside, readers, source, windowOf } from "explorer/arithmetic";

/**
 * A recorded convolution, cell by cell, forwards and backwards. Everything is computed here from the recorded input x,
 * weight w and output gradient dy, so that it can be compared with the recorded y, dx and dw.
 *
 *   y[n,o,p]  = sum over c, k of  w[o,c,k] x[n,c,p stride - before + k dilation], and b[o] if there is a bias
 *   dx[n,c,q] = sum over o, p, k of w[o,c,k] dy[n,o,p]  where p stride - before + k dilation = q
 *   dw[o,c,k] = sum over n, p of  x[n,c,p stride - before + k dilation] dy[n,o,p]
 */
export class Convolution {
  constructor(entry) {
    this.entry = entry;
    this.rank = entry.windows.length;
    this.height = this.rank === 2 ? entry.windows[0] : UNIT;
    this.width = entry.windows[this.rank - 1];
    this.x = entry.input(0).value;
    this.w = entry.input(1).value;
    this.bias = entry.inputs.length > 2 ? entry.input(2).value : null;
    this.y = entry.value;
    this.dy = entry.gradient;
    this.dx = entry.contribution(0);
    this.dw = entry.contribution(1);
    this.images = this.x.shape[0];
    this.inputChannels = this.x.shape[1];
    this.filters = this.w.shape[0];
    this.channelsOfGroup = this.w.shape[1];
    this.groups = this.inputChannels / this.channelsOfGroup;
    this.filtersOfGroup = this.filters / this.groups;
    this.dtype = entry.dtype;
  }

  /** How many whole images the page has; none if channels or the weight were cut. */
  get keptImages() {
    const wholeImages = [this.x, this.y, this.dy, this.dx].filter(Boolean)
      .map(t => (t.kept.slice(1).every((n, axis) => n === t.shape[axis + 1]) ? t.kept[0] : 0));
    return this.w.whole ? Math.min(...wholeImages) : 0;
  }

  group(filter) {
    return Math.floor(filter / this.filtersOfGroup);
  }

  /** The input channels that a filter reads. */
  channelsOf(filter) {
    const first = this.group(filter) * this.channelsOfGroup;
    return range(this.channelsOfGroup).map(c => first + c);
  }

  /** The filters that read an input channel. */
  filtersOf(channel) {
    const first = Math.floor(channel / this.channelsOfGroup) * this.filtersOfGroup;
    return range(this.filtersOfGroup).map(o => first + o);
  }

  weight(filter, channel, r, s) {
    return this.at(this.w, filter, channel - this.group(filter) * this.channelsOfGroup, r, s);
  }

  /** An element by four indices, whatever the number of axes. */
  at(tensor, a, b, row, column) {
    return this.rank === 2 ? tensor.at(a, b, row, column) : tensor.at(a, b, column);
  }

  get inputCells() {
    return this.height.input * this.width.input;
  }

  get outputCells() {
    return this.height.output * this.width.output;
  }

  get kernelCells() {
    return this.height.kernel * this.width.kernel;
  }

  /** The numbers of one plane of a tensor [a, b, rows, columns]. */
  plane(tensor, a, b, rows, columns) {
    return range(rows * columns).map(i => this.at(tensor, a, b, Math.floor(i / columns), i % columns));
  }

  /** The products that add up to an output cell; those in the padding are 0 and say so. */
  patch(n, filter, row, column, channels = this.channelsOf(filter)) {
    const terms = [];
    for (const c of channels) {
      for (let r = 0; r < this.height.kernel; r++) {
        for (let s = 0; s < this.width.kernel; s++) {
          const i = source(this.height, row, r);
          const j = source(this.width, column, s);
          const within = inside(this.height, i) && inside(this.width, j);
          const x = within ? this.at(this.x, n, c, i, j) : 0;
          const weight = this.weight(filter, c, r, s);
          terms.push({ c, r, s, row: i, column: j, inside: within, x, weight, product: x * weight });
        }
      }
    }
    return terms;
  }

  /** What adds up to an output cell: the products and, if there is one, the bias. */
  outputTerms(n, filter, row, column) {
    const products = this.patch(n, filter, row, column).map(term => term.product);
    return this.bias ? [...products, this.bias.at(filter)] : products;
  }

  /** What one place of the output gradient, of one filter, paints onto an input channel. */
  scatter(n, channel, filter, row, column) {
    const dy = this.at(this.dy, n, filter, row, column);
    return this.patch(n, filter, row, column, [channel])
      .filter(term => term.inside)
      .map(term => ({ ...term, filter, dy, product: dy * term.weight }));
  }

  /** The products that add up to the gradient of an input cell. */
  gather(n, channel, row, column, filters = this.filtersOf(channel)) {
    const terms = [];
    for (const filter of filters) {
      for (let r = 0; r < this.height.kernel; r++) {
        for (let s = 0; s < this.width.kernel; s++) {
          const p = windowOf(this.height, row, r);
          const q = windowOf(this.width, column, s);
          if (p >= 0 && q >= 0) {
            const dy = this.at(this.dy, n, filter, p, q);
            const weight = this.weight(filter, channel, r, s);
            terms.push({ filter, r, s, row: p, column: q, dy, weight, product: dy * weight });
          }
        }
      }
    }
    return terms;
  }

  /** The products that add up to the gradient of one cell of a filter, over the images given. */
  filterTerms(filter, channel, r, s, images = range(this.images)) {
    const terms = [];
    for (const n of images) {
      for (let p = 0; p < this.height.output; p++) {
        for (let q = 0; q < this.width.output; q++) {
          const i = source(this.height, p, r);
          const j = source(this.width, q, s);
          if (inside(this.height, i) && inside(this.width, j)) {
            const x = this.at(this.x, n, channel, i, j);
            const dy = this.at(this.dy, n, filter, p, q);
            terms.push({ n, row: p, column: q, i, j, x, dy, product: x * dy });
          }
        }
      }
    }
    return terms;
  }

  /** How many windows read each input cell. */
  coverage() {
    return range(this.inputCells).map(cell =>
      readers(this.height, Math.floor(cell / this.width.input)) * readers(this.width, cell % this.width.input));
  }

  /** The products of a whole pass. */
  get multiplyAdds() {
    return this.filters * this.outputCells * this.channelsOfGroup * this.kernelCells;
  }
}

export function range(n) {
  return Array.from({ length: n }, (_, i) => i);
}
