/** Colors that a clinic sets, and the text that can be read on them (WCAG 2.2, 1.4.3). */

/** As a browser writes every opaque color of its names, `#rrggbb`, `rgb()` and `hsl()`. */
const RGB = /^rgb\((\d+), (\d+), (\d+)\)$/;
/** White reaches 4.5:1 up to 0.1833, (1 + 0.05) / 4.5 - 0.05, and black from 0.175 on. */
const WHITE_UP_TO = 0.179;

/**
 * White or black, whichever can be read on `color` at 4.5:1. Null for anything that is not
 * `rgb(r, g, b)`, which then is not used at all: nobody knows what shines through it.
 */
export function textOn(color: string | undefined): string | null {
  const parts = RGB.exec(color ?? "");
  if (!parts) return null;
  // Without sRGB's straight piece near black the luminance is off by less than 0.001.
  const [red = 0, green = 0, blue = 0] = parts
    .slice(1)
    .map((part) => ((+part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < WHITE_UP_TO ? "#fff" : "#000";
}
