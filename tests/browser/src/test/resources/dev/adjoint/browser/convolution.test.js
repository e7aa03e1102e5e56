import { Convolution, range } from "explorer/convolution";
import { Tensor } from "explorer/tensor";

/** Two groups of one channel and one filter each, stride 2, padding in front, on small whole numbers; a bias if given. */
function example(bias) {
  const tensor = (shape, f) => new Tensor({ shape, kept: shape, data: range(shape.reduce((a, b) => a * b)).map(f) }, "float64");
  const axis = { input: 5, kernel: 2, stride: 2, dilation: 1, before: 1, after: 0, output: 3 };
  const inputs = [tensor([2, 2, 5, 5], i => (i % 7) - 3), tensor([2, 1, 2, 2], i => i - 2)];
  if (bias) {
    inputs.push(tensor([2], i => bias[i]));
  }
  const conv = new Convolution({
    windows: [axis, axis], dtype: "float64", value: tensor([2, 2, 3, 3], () => 0), gradient: tensor([2, 2, 3, 3], i => (i % 5) - 2),
    inputs: inputs.map((_, k) => k), input: k => ({ value: inputs[k] }), contribution: k => inputs[k],
  });
  return conv;
}

function total(terms) {
  return terms.reduce((sum, term) => sum + term.product, 0);
}

function cells(conv, axis, visit) {
  for (let row = 0; row < conv.height[axis]; row++) {
    for (let column = 0; column < conv.width[axis]; column++) {
      visit(row, column);
    }
  }
}

export function aPatchInThePaddingCountsAsZero() {
  const terms = example().patch(0, 0, 0, 0);
  equal(terms.map(term => term.inside), [false, false, false, true]);
  equal(total(terms), 1 * -3);
}

export function aBiasIsTheLastThatAddsUpToAnOutput() {
  const without = example().outputTerms(0, 1, 1, 2);
  equal(example([5, 7]).outputTerms(0, 1, 1, 2), [...without, 7]);
}

export function aGroupReadsItsOwnChannelOnly() {
  const conv = example();
  equal(conv.groups, 2);
  equal(conv.channelsOf(1), [1]);
  equal(conv.filtersOf(0), [0]);
}

export function scatterAndGatherGiveTheSame() {
  const conv = example();
  const scattered = new Array(25).fill(0);
  cells(conv, "output", (row, column) => conv.scatter(1, 1, 1, row, column).forEach(term => {
    scattered[term.row * 5 + term.column] += term.product;
  }));
  equal(scattered, range(25).map(i => total(conv.gather(1, 1, Math.floor(i / 5), i % 5))));
}

/** <conv(x, w), dy> = <x, dx> = <w, dw>: the law of the three. */
export function theThreeProductsAreEqual() {
  const conv = example();
  let [forward, input, filter] = [0, 0, 0];
  for (let n = 0; n < 2; n++) {
    for (let o = 0; o < 2; o++) {
      cells(conv, "output", (row, column) => { forward += total(conv.patch(n, o, row, column)) * conv.dy.at(n, o, row, column); });
      cells(conv, "input", (row, column) => { input += total(conv.gather(n, o, row, column)) * conv.x.at(n, o, row, column); });
    }
  }
  for (let o = 0; o < 2; o++) {
    cells(conv, "kernel", (r, s) => { filter += total(conv.filterTerms(o, o, r, s)) * conv.w.at(o, 0, r, s); });
  }
  equal([input, filter], [forward, forward]);
}

export function coverageCountsTheWindowsOfEachCell() {
  equal(example().coverage().slice(0, 5), [1, 1, 1, 1, 1]);
}
