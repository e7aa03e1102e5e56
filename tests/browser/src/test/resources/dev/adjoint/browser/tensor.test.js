import { Tensor, unflatten } from "explorer/tensor";

const block = new Tensor({ shape: [2, 3, 4], kept: [1, 2, 4], data: [0, 1, 2, 3, 4, 5, 6, 7] }, "float64");

export function aBlockKnowsWhatWasLeftOut() {
  equal(block.whole, false);
  equal(block.omission, "Shown: the first 1 of 2 along axis 0 and the first 2 of 3 along axis 1.");
  equal([block.at(0, 1, 2), block.at(1, 0, 0) ?? null], [6, null]);
  equal([block.atFlat(6), block.atFlat(12) ?? null], [6, null]);
}

export function planesAreTheLastTwoAxes() {
  equal(block.plane, { rows: 2, columns: 4, count: 1 });
  equal(Array.from(block.planeData(0)), [0, 1, 2, 3, 4, 5, 6, 7]);
}

export function aScalarIsAPlaneOfOneCell() {
  equal(new Tensor({ shape: [], kept: [], data: [5] }, "float64").plane, { rows: 1, columns: 1, count: 1 });
}

export function floatsAreTheFloatsThatWereWritten() {
  equal(new Tensor({ shape: [1], kept: [1], data: [0.1] }, "float32").data[0], Math.fround(0.1));
}

export function whatIsNotANumberIsKept() {
  const data = new Tensor({ shape: [3], kept: [3], data: ["NaN", "Infinity", 1] }, "float64").data;
  equal([Number.isNaN(data[0]), data[1] === Infinity, data[2]], [true, true, 1]);
}

export function unflattenIsRowMajor() {
  equal(unflatten(23, [2, 3, 4]), [1, 2, 3]);
}
