/** Gradient descent on a polynomial of degree 2 in two weights: L = c + g.w + 1/2 w'Hw, with H given by uu, uv, vv. */

export function lossAt(quadratic, [u, v]) {
  const { constant, gradient: [a, b], hessian: [uu, uv, vv] } = quadratic;
  return constant + a * u + b * v + 0.5 * (uu * u * u + 2 * uv * u * v + vv * v * v);
}

export function gradientAt(quadratic, [u, v]) {
  const { gradient: [a, b], hessian: [uu, uv, vv] } = quadratic;
  return [a + uu * u + uv * v, b + uv * u + vv * v];
}

/** The points that gradient descent visits, the start first; ends early once they are out of all bounds. */
export function descend(quadratic, start, rate, steps) {
  const points = [start];
  for (let i = 0; i < steps; i++) {
    const [u, v] = points[points.length - 1];
    const [a, b] = gradientAt(quadratic, [u, v]);
    const next = [u - rate * a, v - rate * b];
    points.push(next);
    if (Math.hypot(...next) > 1e6) {
      break;
    }
  }
  return points;
}

/** The curvatures along the steepest and the flattest direction: the eigenvalues of H, the larger first. */
export function curvatures({ hessian: [uu, uv, vv] }) {
  const mean = (uu + vv) / 2;
  const spread = Math.hypot((uu - vv) / 2, uv);
  return [mean + spread, mean - spread];
}

/** The direction of the largest curvature, of length 1. */
export function steepest(quadratic) {
  const [uu, uv] = quadratic.hessian;
  const [steep] = curvatures(quadratic);
  const direction = Math.abs(uv) > 0 ? [uv, steep - uu] : quadratic.hessian[0] >= quadratic.hessian[2] ? [1, 0] : [0, 1];
  const length = Math.hypot(...direction);
  return direction.map(part => part / length);
}

/** The learning rate from which on gradient descent moves away: 2 divided by the largest curvature. */
export function limit(quadratic) {
  return 2 / curvatures(quadratic)[0];
}
