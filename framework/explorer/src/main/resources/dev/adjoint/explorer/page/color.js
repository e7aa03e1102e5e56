/** Colours of numbers: a diverging scale centred at zero. Its three colours are the style sheet's, for either theme. */

const { interpolateRgb } = globalThis.d3;

/** A scale from -largest to largest; `color(value)` and `ink(value)`, the colour of text on it. */
export function diverging(largest) {
  const style = getComputedStyle(document.documentElement);
  const [negative, zero, positive] = ["--negative", "--zero", "--positive"].map(name => style.getPropertyValue(name).trim());
  const down = interpolateRgb(zero, negative);
  const up = interpolateRgb(zero, positive);
  const limit = largest > 0 ? largest : 1;
  const color = value => {
    if (!Number.isFinite(value)) {
      return "var(--not-a-number)";
    }
    const part = Math.min(1, Math.abs(value) / limit) ** 0.8;
    return value < 0 ? down(part) : up(part);
  };
  return {
    limit,
    unit: unit(limit),
    color,
    ink: value => {
      const { l } = globalThis.d3.hsl(color(value));
      return l > 0.55 ? "#14171c" : "#ffffff";
    },
  };
}

/** What the numbers in cells are written in, so that they are short: 1, or a power of ten for small and large ones. */
export function unit(limit) {
  return limit >= 0.02 && limit < 10000 ? 1 : 10 ** (Math.floor(Math.log10(limit)) - 1);
}

/** One scale for several tensors, so that equal colours mean equal numbers. */
export function shared(...arrays) {
  let largest = 0;
  for (const array of arrays) {
    for (const value of array ?? []) {
      if (Number.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
  }
  return diverging(largest);
}
