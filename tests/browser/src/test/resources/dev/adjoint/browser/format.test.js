import { bytes, count, exact, number, short, slug } from "explorer/format";

export function numbersAreShortAndHaveATrueMinus() {
  equal([number(-0.36), number(1 / 3), number(1e-5), number(123456), number(0), number(NaN)], ["−0.36", "0.3333", "1e−5", "1.23e5", "0", "NaN"]);
}

export function cellsCarryFewDigits() {
  equal([short(0.46), short(-0.46), short(-184), short(12.34), short(123.4)], [".46", "−.46", "−184", "12", "123"]);
}

export function exactNumbersTellFloatsApart() {
  equal([exact(Math.fround(0.1), "float32"), exact(0.1 + 0.2), exact(-2)], ["0.1", "0.30000000000000004", "−2"]);
}

export function wordsFollowTheNumber() {
  equal([count(1, "cell"), count(1234, "entry"), bytes(336), bytes(4096)], ["1 cell", "1,234 entries", "336 B", "4 KiB"]);
}

export function titlesBecomeAddresses() {
  equal([slug("Edge detector"), slug("</script>"), slug("…")], ["edge-detector", "script", "tape"]);
}
