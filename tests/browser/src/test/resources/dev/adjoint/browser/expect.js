/** Fails unless two values are written alike as JSON. */
function equal(actual, expected) {
  const [a, b] = [actual, expected].map(value => JSON.stringify(value));
  if (a !== b) {
    throw new Error(`expected ${b}, got ${a}`);
  }
}

/** Fails unless two numbers are as good as equal. */
function close(actual, expected) {
  if (!(Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected)))) {
    throw new Error(`expected about ${expected}, got ${actual}`);
  }
}

