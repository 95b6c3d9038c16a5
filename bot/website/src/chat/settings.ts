/** What the server wrote into the page (`#nia-settings`), with defaults for whatever is missing. */

import { type ChatStrings, chatStrings } from "../strings.ts";
import { type Call, asCall, fields, parsed } from "./wire.ts";

export interface Settings {
  clinic: string | null;
  call: Call | null;
  /** The fixed safety text, in which the advice comes first. */
  advice: string;
  /** What the person has to know before the first message. */
  notice: string;
  privacyUrl: string | null;
  /** Origins of pages that may frame this one, besides its own. */
  origins: string[];
  strings: ChatStrings;
}

const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

function address(value: unknown): string | null {
  try {
    const url = new URL(`${text(value)}`);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** The widget's own words, with those of the clinic in place of single ones. */
function withOverrides(overrides: Record<string, unknown>): ChatStrings {
  const known = Object.keys(chatStrings).flatMap((name) => {
    const value = text(overrides[name]);
    return value === null ? [] : [[name, value]];
  });
  return { ...chatStrings, ...(Object.fromEntries(known) as Partial<ChatStrings>) };
}

/** The JSON in the source of this page, null where there is none. */
export function settingsIn(page: string): string | null {
  return page.split('id="nia-settings">')[1]?.split("</script>")[0] ?? null;
}

/** Read the settings; JSON that is missing or broken gives the defaults, which are safe. */
export function readSettings(json: string): Settings {
  const all = fields(parsed(json));
  const strings = withOverrides(fields(all["strings"]));
  const origins = all["origins"];
  return {
    clinic: text(all["clinic"]),
    call: asCall(all["call"]),
    advice: text(all["advice"]) ?? strings.advice,
    notice: text(all["notice"]) ?? strings.notice,
    privacyUrl: address(all["privacy_url"]),
    origins: Array.isArray(origins) ? origins.filter((one) => typeof one === "string") : [],
    strings,
  };
}
