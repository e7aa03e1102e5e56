import { extent, inside, leftOver, readers, source, spread, windowOf } from "explorer/arithmetic";

const strided = { input: 7, kernel: 3, stride: 2, dilation: 1, before: 1, after: 0, output: 3 };
const dilated = { input: 6, kernel: 2, stride: 1, dilation: 3, before: 0, after: 0, output: 3 };

export function aWindowReadsCellsADilationApart() {
  equal([0, 1].map(k => source(dilated, 2, k)), [2, 5]);
  equal(extent(dilated), 4);
}

export function aWindowBeginsInThePadding() {
  equal([0, 1, 2].map(k => source(strided, 0, k)), [-1, 0, 1]);
  equal(inside(strided, -1), false);
}

export function theWindowOfACellIsTheInverseOfItsSource() {
  for (const axis of [strided, dilated]) {
    for (let o = 0; o < axis.output; o++) {
      for (let k = 0; k < axis.kernel; k++) {
        equal(windowOf(axis, source(axis, o, k), k), o);
      }
    }
  }
}

export function theStrideLeavesTheLastCellOver() {
  equal(leftOver(strided), 1);
  equal(readers(strided, 6), 0);
  equal([0, 1, 2, 3, 4, 5].map(cell => readers(strided, cell)), [1, 2, 1, 2, 1, 1]);
}

export function spreadingPutsZerosBetweenAndPaddingAround() {
  const words = spread(strided).map(place => (place.padding ? "p" : place.zero ? "·" : place.output));
  equal(words.join(" "), "p 0 · 1 · 2 p p p");
}
