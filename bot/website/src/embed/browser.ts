/** What not every browser has, tells or allows. */

import { element } from "./element.ts";

/** What `read` gives; undefined where the browser refuses it or the clinic mistyped a selector. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Style sheets of a document's own are outside any style policy; older browsers need an element. */
export function dress(root: ShadowRoot, style: string): void {
  attempt(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    return (root.adoptedStyleSheets = [sheet]);
  }) ?? root.append(element("style", { textContent: style }));
}

/** Whether the person asked the browser to spare their data; not every browser says. */
export function savesData(): boolean | undefined {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection && connection.saveData;
}
