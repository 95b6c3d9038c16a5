/** Reads out what is new: urgent words at once, the rest when there is a pause. Each one once. */

import type { Said } from "../announcing.ts";

export function Announcer({ said }: { said: Said[] }) {
  const lines = (isUrgent: boolean) =>
    said.filter((one) => one.isUrgent === isUrgent).map((one) => <p key={one.key}>{one.text}</p>);
  return (
    <>
      <div class="unseen" role="alert" aria-atomic="false">
        {lines(true)}
      </div>
      <div class="unseen" role="status" aria-atomic="false">
        {lines(false)}
      </div>
    </>
  );
}
