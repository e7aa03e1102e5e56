import { isRight, parseGuess } from "explorer/prediction";

export function aGuessMayBeRounded() {
  equal([isRight(-0.46, -0.4608), isRight(-0.4, -0.4608), isRight(0, 0), isRight(0.1, 0), isRight(NaN, 1)], [true, false, true, false, false]);
}

export function numbersAreReadAsPeopleWriteThem() {
  equal([parseGuess(" −0,5 "), parseGuess("1e-3"), parseGuess("7.68")], [-0.5, 0.001, 7.68]);
  equal(Number.isNaN(parseGuess("")), true);
}
