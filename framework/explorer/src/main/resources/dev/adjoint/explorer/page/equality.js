/**
 * The comparison of what the page computes with what the tape recorded. Sums of the same products in another order may
 * differ by rounding, by no more than the bound of N. Higham, Accuracy and Stability of Numerical Algorithms, 2002,
 * section 4.2: each of both sums is within n u sum |p| of the exact one, with the unit roundoff u of its element type.
 */
const ROUNDOFF = { float32: 2 ** -24, float64: 2 ** -53 };

let mismatches = 0;

/** Compares the sum of products with a recorded number. */
export function compare(products, recorded, dtype) {
  let sum = 0;
  let size = 0;
  for (const product of products) {
    sum += product;
    size += Math.abs(product);
  }
  const bound = 2 * (products.length + 2) * ROUNDOFF[dtype] * size;
  const error = Math.abs(sum - recorded);
  const equal = error <= bound || Object.is(sum, recorded) || (Number.isNaN(sum) && Number.isNaN(recorded));
  return note({ sum, recorded, error, equal, count: 1 });
}

/** Several comparisons as one: equal if all are, with the largest error. */
export function all(comparisons) {
  const list = [...comparisons];
  return {
    equal: list.every(one => one.equal),
    error: list.reduce((largest, one) => Math.max(largest, one.error), 0),
    count: list.length,
  };
}

function note(comparison) {
  if (!comparison.equal) {
    mismatches++;
    document.documentElement.dataset.mismatches = mismatches;
    console.error(`recomputed ${comparison.sum}, but the tape recorded ${comparison.recorded}`);
  }
  return comparison;
}
