/** Colors that a clinic sets, and the text that can be read on them (WCAG 2.2, 1.4.3). */

/** White reaches 4.5:1 up to this luminance: (1 + 0.05) / 4.5 - 0.05. Black does above it. */
const WHITE_UP_TO = 0.1833;

/** Relative luminance of `#rrggbb`, 0 for black to 1 for white. */
function luminance(color: string): number {
  const part = (at: number): number => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/**
 * White or black, whichever can be read on `color` at 4.5:1. Null for anything that is not
 * `#rrggbb`, which then is not used at all.
 */
export function textOn(color: string | undefined): string | null {
  if (!color || !/^#[\da-f]{6}$/i.test(color)) return null;
  return luminance(color) <= WHITE_UP_TO ? "#fff" : "#000";
}
