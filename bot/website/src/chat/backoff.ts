/** How long to wait before another try: doubling, with jitter so that many pages do not come at once. */

export const FIRST_MS = 1000;
export const LONGEST_MS = 30_000;

/** Milliseconds before try number `attempt` (0 is the first repeat); `random` is 0 to 1. */
export function delay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}
