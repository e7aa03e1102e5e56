import { curvatures, descend, gradientAt, limit, lossAt, steepest } from "explorer/descent";

/** The edge detector's: 6 rows of (u + v)^2 twice, u^2 and v^2, about (1, -1). */
const edges = { constant: 12, gradient: [-12, 12], hessian: [36, 24, 36] };

export function theLossIsZeroAtTheKernelThatMadeTheEdges() {
  equal(lossAt(edges, [1, -1]), 0);
  equal(gradientAt(edges, [1, -1]), [0, 0]);
}

export function theLimitIsAThirtieth() {
  equal(curvatures(edges), [60, 12]);
  close(limit(edges), 1 / 30);
  steepest(edges).forEach(part => close(part, Math.SQRT1_2));
}

export function theFirstStepsAreTheExamples() {
  const points = descend(edges, [0, 0], 0.03, 2);
  [[0, 0], [0.36, -0.36], [0.5904, -0.5904]].forEach((point, i) => point.forEach((v, k) => close(points[i][k], v)));
}

export function aboveTheLimitItMovesAwayBelowItArrives() {
  const end = rate => { const points = descend(edges, [1.1, -0.9], rate, 200); return lossAt(edges, points[points.length - 1]); };
  equal(end(0.0332) < lossAt(edges, [1.1, -0.9]) / 2, true);
  equal(end(0.0335) > lossAt(edges, [1.1, -0.9]) * 2, true);
}
