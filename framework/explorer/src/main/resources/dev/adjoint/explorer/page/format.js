/** How numbers and shapes are written. */

/** A number with about `digits` significant digits, with a true minus sign. */
export function number(value, digits = 4) {
  if (value === null || value === undefined) {
    return "";
  }
  if (!Number.isFinite(value)) {
    return String(value).replace("-", "−");
  }
  if (value === 0) {
    return "0";
  }
  const size = Math.abs(value);
  const text = size >= 1e5 || size < 1e-3
    ? value.toExponential(Math.max(0, digits - 2)).replace(/\.?0+e/, "e")
    : String(Number(value.toPrecision(digits)));
  return text.replace("e+", "e").replaceAll("-", "−");
}

/** All digits that tell a number from its neighbours in its element type. */
export function exact(value, dtype = "float64") {
  const text = dtype === "float32" ? shortestFloat(value) : String(value);
  return text.replaceAll("-", "−");
}

function shortestFloat(value) {
  for (let digits = 1; digits < 10; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) {
      return String(Number(text));
    }
  }
  return String(value);
}

/** A number that fits into a small cell. */
export function short(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const digits = Math.abs(value) >= 100 ? 3 : 2;
  const text = Number.isInteger(value) && Math.abs(value) < 10000 ? String(value).replace("-", "−") : number(value, digits);
  return text.replace(/^(−?)0\./, "$1.");
}

export function shape(dims) {
  return "[" + dims.join(", ") + "]";
}

export function bytes(count) {
  return count < 1024 ? count + " B" : count < 1024 ** 2 ? number(count / 1024, 3) + " KiB" : number(count / 1024 ** 2, 3) + " MiB";
}

/** A name as it may stand in the page's address. */
export function slug(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "tape";
}

/** "1 cell", "2 cells", "3 entries". */
export function count(n, noun) {
  const plural = noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s";
  return n.toLocaleString("en") + " " + (n === 1 ? noun : plural);
}
