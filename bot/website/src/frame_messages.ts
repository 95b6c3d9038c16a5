/** What loader and frame tell each other (postMessage, exact origins on both sides). */

/** How the clinic's page wants the frame to look. Every value may be missing. */
export interface Look {
  name?: string | undefined;
  greeting?: string | undefined;
  /** As the browser writes it: `rgb(r, g, b)`. */
  color?: string | undefined;
  lang?: string | undefined;
  dir?: string | undefined;
}

export type ToFrame =
  | ({ nia: 1; type: "settings" } & Look)
  | { nia: 1; type: "open"; open: boolean };

export type ToLoader =
  | { nia: 1; type: "ready" }
  | { nia: 1; type: "close" }
  | { nia: 1; type: "unread"; count: number };
